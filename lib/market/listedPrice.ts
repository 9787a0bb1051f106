import type { Order } from './Order.ts'
import type { Terms } from './Terms.ts'

export type Prices = Pick<Terms, 'price' | 'chunkPrice' | 'samplePrice' | 'chunks'>
type Part = Pick<Order, 'from' | 'to' | 'samples'>

/** Returns what a part of a data set is listed for, before the feed; 0 where it is not for sale. */
export function listedPrice(terms: Prices, { from, to, samples }: Part): bigint {
  if (samples > 0) return terms.samplePrice * BigInt(samples)
  const length = Math.max(0, to - from)
  return length === terms.chunks ? terms.price : terms.chunkPrice * BigInt(length)
}

/** Returns what the seller of an order has at stake: its part of the bond, as the contract counts it. */
export function bondOf(terms: Prices & Pick<Terms, 'bond'>, part: Part): bigint {
  const price = listedPrice(terms, part)
  return price < terms.price ? divideUp(terms.bond * price, terms.price) : terms.bond
}

/** Returns the least that a sample may cost: a chunk's share of the price. */
export function leastSamplePrice(price: bigint, chunks: number): bigint {
  return divideUp(price, BigInt(chunks))
}

const divideUp = (whole: bigint, by: bigint) => (whole + by - 1n) / by
