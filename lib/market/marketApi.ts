import * as z from 'zod'
import { BaseError } from '../errors.ts'
import { type ListingFilter, type ListingPage, type ListingRow, listingPage } from './ListingRow.ts'
import { incomeRow, offerRow, orderPage, orderRow, requestRow } from './OrderRow.ts'

export type MarketApi = ReturnType<typeof createMarketApi>

const timeoutMs = 8_000
const pageOf = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), next: z.int().optional() })
type Page = { limit?: number; before?: number }

/** Returns what an index can be asked about the market. Its answers are hints; their shape is checked here, their truth elsewhere. */
export function createMarketApi({ url, fetch }: { url: string; fetch: typeof globalThis.fetch }) {
  async function ask<T>(
    path: string,
    query: Record<string, unknown>,
    schema: z.ZodType<T>,
    signal?: AbortSignal,
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

/** Returns a filter as the words of an address, the same for the index and for links. */
export function queryOf({ box, isFree, isProven, includesClosed, ...rest }: ListingFilter): Record<string, string> {
  const entries = Object.entries({
    ...rest,
    box: box && [box.south, box.west, box.north, box.east].join(','),
    isFree: isFree ? 'yes' : undefined,
    isProven: isProven ? 'yes' : undefined,
    includesClosed: includesClosed ? 'yes' : undefined,
  })
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]])),
  )
}

const word = z.string().trim().min(1).max(200)
const whole = z.coerce.number().int()
const yes = z.literal('yes').transform(() => true)
const filterSchema = z.object({
  ...{ text: word, kind: word, vehicleClass: word, dataClass: word, place: word, token: word, dictionary: word },
  ...{ seller: word, publisher: word, dataSet: word, fromMs: whole, toMs: whole, maxPrice: whole },
  ...{ isFree: yes, isProven: yes, includesClosed: yes },
  sort: z.enum(['newest', 'cheapest', 'dearest', 'popular', 'trusted']),
  box: z
    .string()
    .regex(/^(-?\d{1,7},){3}-?\d{1,7}$/)
    .transform((text) => {
      const [south, west, north, east] = text.split(',').map(Number) as [number, number, number, number]
      return { south, west, north, east }
    }),
})

/** Returns the filter in a link; what a link says wrongly is left out. */
export function parseQuery(params: URLSearchParams): ListingFilter {
  const filter: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(filterSchema.shape)) {
    const value = params.get(name)
    if (value === null) continue
    const parsed = schema.safeParse(value)
    if (parsed.success) filter[name] = parsed.data
  }
  return filter as ListingFilter
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
