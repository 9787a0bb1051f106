import type { MarketApi } from '../lib/market/marketApi.ts'
import { connect, type Remote } from '../lib/rpc/rpc.ts'
import type { MarketQuestion, MarketWorkApi } from './market.worker.ts'

export type MarketWork = Remote<MarketWorkApi>

/** Starts the worker that asks an index, checks the shape of its answers, and what they tell of listings by hash and signature. */
export function startMarketWork(): MarketWork {
  const worker = new Worker(new URL('./market.worker.ts', import.meta.url), { type: 'module', name: 'market' })
  return connect<MarketWorkApi>(worker)
}

const methods: readonly MarketQuestion['method'][] = [
  ...(['searchListings', 'readListing', 'readOrders', 'readOrder'] as const),
  ...(['readIncomes', 'readRequests', 'readOffers'] as const),
]

/** Returns the index as somebody else asks it. */
export function createRemoteMarketApi(
  url: string,
  ask: (question: MarketQuestion, signal: AbortSignal | undefined) => Promise<unknown>,
): MarketApi {
  const of =
    (method: MarketQuestion['method']) =>
    (...given: unknown[]) => {
      const last = given.at(-1)
      const signal = last instanceof AbortSignal ? last : undefined
      return ask({ url, method, params: signal ? given.slice(0, -1) : given }, signal)
    }
  return Object.fromEntries(methods.map((method) => [method, of(method)])) as unknown as MarketApi
}
