import { zeroHash } from 'viem'
import type { Order } from './Order.ts'
import type { Terms } from './Terms.ts'

export type Prices = Pick<Terms, 'price' | 'chunkPrice' | 'samplePrice' | 'chunks'>
type Part = Pick<Order, 'from' | 'to' | 'samples'>

const leastBondBps = 500n

/** Returns what a part of a data set is listed for, before the feed; 0 where it is not for sale. */
export function listedPrice(terms: Prices, { from, to, samples }: Part): bigint {
  if (samples > 0) return terms.samplePrice * BigInt(samples)
  const length = Math.max(0, to - from)
  return length === terms.chunks ? terms.price : terms.chunkPrice * BigInt(length)
}

/** Returns the least that a seller must put at stake for what costs this much. */
export function leastBond(price: bigint): bigint {
  return (price * leastBondBps) / 10_000n
}

/** Returns what the seller of an order has at stake: its part of the bond, as the contract counts it. */
export function bondOf(terms: Terms, order: Part & Pick<Order, 'price'>): bigint {
  const price = listedPrice(terms, order)
  const bond = price < terms.price ? divideUp(terms.bond * price, terms.price) : terms.bond
  const least = terms.feed === zeroHash ? 0n : leastBond(order.price)
  return bond > least ? bond : least
}

/** Returns the least that a sample may cost: a chunk's share of the price. */
export function leastSamplePrice(price: bigint, chunks: number): bigint {
  return divideUp(price, BigInt(chunks))
}

const divideUp = (whole: bigint, by: bigint) => (whole + by - 1n) / by
