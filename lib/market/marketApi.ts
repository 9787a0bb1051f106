import * as z from 'zod'
import { BaseError } from '../errors.ts'
import type { ListingFilter } from './ListingFilter.ts'
import { type ListingPage, type ListingRow, listingPage } from './ListingRow.ts'
import { incomeRow, offerRow, orderPage, orderRow, requestRow } from './OrderRow.ts'
import { queryOf } from './searchQuery.ts'

type MarketApiOptions = {
  url: string
  fetch: typeof globalThis.fetch
  /** Ends every question. */
  signal?: AbortSignal
}
export type MarketApi = ReturnType<typeof createMarketApi>

const timeoutMs = 8_000
const pageOf = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), next: z.int().optional() })
type Page = { limit?: number; before?: number }

/** Returns what an index can be asked about the market. Its answers are hints; their shape is checked here, their truth elsewhere. */
export function createMarketApi({ url, fetch, signal: stop }: MarketApiOptions) {
  async function ask<T>(
    path: string,
    query: Record<string, unknown>,
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined = stop,
  ): Promise<T> {
    const params = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value))
    const deadline = AbortSignal.timeout(timeoutMs)
    let response: Response
    try {
      response = await fetch(`${url}${path}?${params}`, {
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      })
    } catch (cause) {
      signal?.throwIfAborted()
      throw new IndexAwayError(url, cause)
    }
    if (!response.ok) throw new IndexAwayError(url, undefined, `status ${response.status}`)
    const parsed = schema.safeParse(await response.json().catch(() => undefined))
    if (!parsed.success) throw new IndexAnswerError(path, parsed.error.issues[0]?.path.join('.') ?? '')
    return parsed.data
  }

  return {
    searchListings: (
      filter: ListingFilter,
      page: { offset?: number; limit?: number },
      signal?: AbortSignal,
    ): Promise<ListingPage> => ask('/listings', { ...queryOf(filter), ...page }, listingPage, signal),
    async readListing(id: string): Promise<ListingRow | undefined> {
      return (await ask(`/listings/${id}`, {}, listingPage.pick({ rows: true }))).rows[0]
    },
    readOrders: (filter: { buyer?: string; seller?: string; listing?: string } & Page) =>
      ask('/orders', filter, pageOf(orderRow)),
    readOrder: (id: string) => ask(`/orders/${id}`, {}, orderPage),
    readIncomes: (filter: { payee: string } & Page) => ask('/incomes', filter, pageOf(incomeRow)),
    readRequests: (filter: { buyer?: string; open?: 'yes' } & Page) => ask('/requests', filter, pageOf(requestRow)),
    readOffers: (request: string) => ask(`/requests/${request}/offers`, {}, pageOf(offerRow)),
  }
}

export class IndexAwayError extends BaseError {
  override readonly name = 'Market.IndexAwayError'
  constructor(url: string, cause: unknown, details?: string) {
    super(`The index at ${url} does not answer.`, { cause, ...(details && { details }) })
  }
}

export class IndexAnswerError extends BaseError {
  override readonly name = 'Market.IndexAnswerError'
  constructor(path: string, field: string) {
    super(`Expected the index to answer ${path} as it is described, found another shape at "${field}".`)
  }
}
