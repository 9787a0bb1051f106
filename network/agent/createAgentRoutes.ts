import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type * as z from 'zod'
import { BaseError } from '../../lib/errors.ts'
import { sealedRootSchema } from '../../lib/market/sealedRoot.ts'
import { encodeError } from '../../lib/rpc/transferError.ts'
import { agentOpenApi } from './agentOpenApi.ts'
import { claimVehicle } from './claimVehicle.ts'
import { agreementRequestSchema, type MakerDesk } from './createMakerDesk.ts'
import { closingRequestSchema, type OwnerDesk, offerRequestSchema } from './createOwnerDesk.ts'
import type { AgentStore } from './openAgentStore.ts'
import { batchSchema, takeBatch } from './takeBatch.ts'
import { vehiclePolicySchema } from './vehiclePolicy.ts'

type Options = {
  store: AgentStore
  desk: OwnerDesk
  maker: MakerDesk | undefined
  info(): object
  health(): Promise<{ ok: boolean }>
  metrics(): string
  /** Something has come that the next turn should look at. */
  wake(): void
  now(): number
}
type Exchange = { request: IncomingMessage; response: ServerResponse; rest: string }
type Handler = (exchange: Exchange) => Promise<void> | void

const maxBodyBytes = 4 * 2 ** 20
const requestsPerMinute = 600
const vehicleSchema = vehiclePolicySchema.omit({ vehicleId: true })

const statuses: Record<string, number> = {
  'Agent.NoKeyError': 401,
  'Agent.ForeignVehicleError': 403,
  'Agent.NotTheOwnerError': 403,
  'Agent.UnknownPathError': 404,
  'Agent.UnknownVehicleError': 404,
  'Agent.BatchConflictError': 409,
  'Agent.OldRequestError': 409,
  'Agent.BodyTooLargeError': 413,
  'Agent.GrantTooLargeError': 413,
  'Agent.RecordTooLargeError': 413,
  'Agent.RecordTimeError': 422,
  'Agent.TooManyRequestsError': 429,
  'Agent.BusyError': 503,
  'Agent.DeadlineError': 503,
  'Agent.GrantTooSlowError': 503,
}

/** Returns what answers an agent's HTTP requests: owners, telematics platforms, operators. */
export function createAgentRoutes(options: Options) {
  const { store, desk, maker, wake } = options
  const limiter = createLimiter(options.now)

  const handlers: Record<string, Handler> = {
    'GET /openapi.json': ({ response }) => send(response, 200, agentOpenApi),
    'GET /info': ({ response }) => send(response, 200, options.info()),
    async 'GET /health'({ response }) {
      const health = await options.health()
      send(response, health.ok ? 200 : 503, health)
    },
    'GET /metrics': ({ response }) =>
      void response
        .writeHead(200, { ...sharedHeaders, 'content-type': 'text/plain; version=0.0.4' })
        .end(options.metrics()),
    async 'POST /v1/grants'({ request, response }) {
      const result = await desk.takeGrant(await readJson(request, sealedRootSchema))
      wake()
      send(response, 201, result)
    },
    async 'POST /v2/offers'({ request, response }) {
      send(response, 201, await desk.list(await readJson(request, offerRequestSchema)))
    },
    async 'POST /v2/closings'({ request, response }) {
      send(response, 200, await desk.close(await readJson(request, closingRequestSchema)))
    },
    async 'POST /v1/maker/agreements'({ request, response }) {
      if (!maker) throw new UnknownPathError()
      send(response, 200, await maker.sign(await readJson(request, agreementRequestSchema)))
    },
    async 'POST /v1/batches'({ request, response }) {
      const key = readKey(store, request)
      limiter.take(key)
      const result = takeBatch({ store, keyHash: key, nowMs: options.now() }, await readJson(request, batchSchema))
      wake()
      send(response, result.repeated ? 200 : 201, result)
    },
    async 'PUT /v1/vehicles'({ request, response, rest }) {
      const key = readKey(store, request)
      limiter.take(key)
      const policy = vehiclePolicySchema.parse({ ...(await readJson(request, vehicleSchema)), vehicleId: rest })
      claimVehicle(store, policy.vehicleId, key)
      store.run('insert or replace into vehicles values (?, ?)', policy.vehicleId, JSON.stringify(policy))
      send(response, 200, policy)
    },
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      if (request.method === 'OPTIONS') return void response.writeHead(204, preflightHeaders).end()
      const path = (request.url ?? '/').split('?', 1)[0]!
      const known = Object.keys(handlers).find((route) => {
        const [method, base = ''] = route.split(' ')
        return method === request.method && (path === base || path.startsWith(`${base}/`))
      })
      if (!known) throw new UnknownPathError()
      const rest = decodeURIComponent(path.slice(known.split(' ')[1]!.length).replace(/^\//, ''))
      await handlers[known]!({ request, response, rest })
    } catch (error) {
      sendError(response, error)
    }
  }
}

/** Returns the name by which the store knows a key: what a stolen database shows opens nothing. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

function readKey(store: AgentStore, { headers }: IncomingMessage): string {
  const [, key = ''] = /^Bearer (\S{16,200})$/.exec(headers.authorization ?? '') ?? []
  const hash = hashKey(key)
  if (!store.one('select 1 from keys where hash = ?', hash)) throw new NoKeyError()
  return hash
}

async function readJson<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  if (!request.headers['content-type']?.startsWith('application/json')) throw new BadBodyError('another content type')
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request.setTimeout(bodyTimeoutMs, () => request.destroy()) as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > maxBodyBytes) throw new BodyTooLargeError()
    pieces.push(piece)
  }
  let value: unknown
  try {
    value = JSON.parse(Buffer.concat(pieces).toString('utf8'))
  } catch {
    throw new BadBodyError('no JSON')
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new BadBodyError(`${issue?.path.join('.') || 'the body'}: ${issue?.message}`)
}

const bodyTimeoutMs = 20_000

/** A bucket of requests per key; so one platform that sends too much does not stop the others. */
function createLimiter(now: () => number) {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(key: string): void {
      const bucket = buckets.get(key) ?? { left: requestsPerMinute, at: now() }
      const refill = ((now() - bucket.at) / 60_000) * requestsPerMinute
      bucket.left = Math.min(requestsPerMinute, bucket.left + refill)
      bucket.at = now()
      buckets.set(key, bucket)
      if (bucket.left < 1) throw new TooManyRequestsError()
      bucket.left -= 1
    },
  }
}

const sharedHeaders = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}
const preflightHeaders = {
  ...sharedHeaders,
  'access-control-allow-methods': 'GET, POST, PUT',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-max-age': '7200',
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { ...sharedHeaders, 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy()
  if (!(error instanceof BaseError)) {
    console.error(error)
    const failed = { name: 'Agent.InternalError', message: 'The agent failed; see its log.' }
    send(response, 500, { error: failed })
    return
  }
  const status = statuses[error.name] ?? (error.name.startsWith('Market.') ? 422 : 400)
  send(response, status, { error: encodeError(error) })
}

export class NoKeyError extends BaseError {
  override readonly name = 'Agent.NoKeyError'
  constructor() {
    super('Expected a key of this agent in "Authorization: Bearer KEY", found none that it knows.', {
      metaMessages: ['`qood agent key NAME` makes one.'],
    })
  }
}

export class UnknownPathError extends BaseError {
  override readonly name = 'Agent.UnknownPathError'
  constructor() {
    super('Expected a path of the agent; /openapi.json lists them.')
  }
}

export class BadBodyError extends BaseError {
  override readonly name = 'Agent.BadBodyError'
  constructor(found: string) {
    super(`Expected a JSON body as /openapi.json describes it, found ${found}.`)
  }
}

export class BodyTooLargeError extends BaseError {
  override readonly name = 'Agent.BodyTooLargeError'
  constructor() {
    super(`Expected a body of at most ${maxBodyBytes} bytes; send smaller batches.`)
  }
}

export class TooManyRequestsError extends BaseError {
  override readonly name = 'Agent.TooManyRequestsError'
  constructor() {
    super(`Expected at most ${requestsPerMinute} requests a minute per key.`)
  }
}
