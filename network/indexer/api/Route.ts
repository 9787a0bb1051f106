import type { z } from 'zod'
import { BaseError } from '../../../lib/errors.ts'
import type { IndexStore } from '../IndexStore.ts'
import type { IndexState } from '../startFollower.ts'

export type RouteContext = {
  store: IndexStore
  state(): IndexState
  signal: AbortSignal
}

/** One question that the index answers by GET. What comes in is checked by `query` and `path`, what goes out is described by `answer`. */
export type Route<Params = never, Answer = unknown> = {
  /** With parameters in braces: `/addresses/{address}/transactions`. */
  path: string
  summary: string
  /** All parameters, those of the path included; from text. */
  params: z.ZodType<Params>
  answer: z.ZodType<Answer>
  /** What a request costs of the caller's rate; 1 unless told otherwise. */
  cost?: number
  run(params: Params, context: RouteContext): Promise<Answer>
}

/** Keeps the types of parameters and answer together; the list of routes forgets them. */
export function route<Params, Answer>(definition: Route<Params, Answer>): Route {
  return definition as unknown as Route
}

export class NotFoundError extends BaseError {
  override readonly name = 'Indexer.NotFoundError'
  constructor(what: string) {
    super(`The index knows no ${what}.`)
  }
}
