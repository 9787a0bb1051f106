import { z } from 'zod'
import type { Address, Hex } from '../../../lib/bytes/hex.ts'
import { BaseError } from '../../../lib/errors.ts'

/* The words that parameters and answers of the API are made of. */
export const addressText = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'expected 0x and 40 digits')
  .transform((text) => text.toLowerCase() as Address)
  .meta({ description: 'An address: 0x and 40 hexadecimal digits.' })

export const hashText = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, 'expected 0x and 64 digits')
  .transform((text) => text.toLowerCase() as Hex)

export const countText = z
  .string()
  .regex(/^\d{1,15}$/, 'expected a whole number')
  .transform(Number)

export const maxLimit = 200

/** `before` and `after` are cursors: the `position` of a row. Rows come newest first; with `after`, oldest first. */
export const pageParams = {
  limit: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= maxLimit, `expected 1 to ${maxLimit}`)
    .default(25)
    .meta({ description: `How many rows, 1 to ${maxLimit}.` }),
  before: countText.optional().meta({ description: 'A cursor: only rows older than this position.' }),
  after: countText.optional().meta({ description: 'A cursor: only rows newer than this position, oldest first.' }),
}

export type Page = { limit: number; before?: number | undefined; after?: number | undefined }

/** An answer in pages; `next` is the cursor of the following page, for the parameter that was used; absent at the end. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), next: z.number().optional() })
}

/** Returns the end of a statement that reads one page, and one row more, which tells whether another page follows. */
export function pageClause(column: string, { limit, before, after }: Page) {
  if (before !== undefined && after !== undefined) throw new TwoCursorsError()
  if (after !== undefined) return { sql: `${column} > ? ORDER BY ${column} ASC LIMIT ?`, params: [after, limit + 1] }
  const top = before ?? Number.MAX_SAFE_INTEGER
  return { sql: `${column} < ? ORDER BY ${column} DESC LIMIT ?`, params: [top, limit + 1] }
}

/** Returns the rows of a page with the cursor of the following one. */
export function toPage<T extends { position: number }>(
  rows: readonly T[],
  { limit }: Page,
): { rows: T[]; next?: number } {
  const page = rows.slice(0, limit)
  return rows.length > limit ? { rows: page, next: page.at(-1)!.position } : { rows: page }
}

export class TwoCursorsError extends BaseError {
  override readonly name = 'Indexer.InvalidParameterError'
  constructor() {
    super('Expected "before" or "after", found both.')
  }
}
