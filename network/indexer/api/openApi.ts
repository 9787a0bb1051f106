import { z } from 'zod'
import type { Route } from './Route.ts'
import { routes } from './routes.ts'

const errorSchema = z.object({ error: z.object({ name: z.string(), message: z.string() }) })
const errorAnswer = (description: string) => ({ description, content: json(errorSchema) })

/** Returns the description of the HTTP API in OpenAPI 3.1, made from the schemas that check the requests. */
export function createOpenApi() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'QoodBlock index',
      version: '1',
      description:
        'What the chain holds, ready for searching: history of addresses, transfers, events, names, series. The answers are hints: an app proves what it shows. Lists page by cursors. Each caller has a rate; a refusal (429) says when to come again.',
    },
    paths: Object.fromEntries(routes.map((route) => [route.path, { get: operationOf(route) }])),
  }
}

function operationOf(route: Route) {
  return {
    summary: route.summary,
    parameters: parametersOf(route),
    responses: {
      200: { description: 'The answer.', content: json(route.answer) },
      400: errorAnswer('A parameter is not what it should be.'),
      404: errorAnswer('The index knows no such thing.'),
      429: errorAnswer('Too many requests; see retry-after.'),
    },
  }
}

function parametersOf({ path, params }: Route) {
  const { properties = {}, required = [] } = z.toJSONSchema(params, { io: 'input' }) as {
    properties?: Record<string, { description?: string }>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: path.includes(`{${name}}`) ? 'path' : 'query',
    required: path.includes(`{${name}}`) || required.includes(name),
    ...(description && { description }),
    schema,
  }))
}

function json(schema: z.ZodType) {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io: 'output' })
  return { 'application/json': { schema: described } }
}
