import type { Holdings } from './readHoldings.ts'

/** What coin-days buy: small transfers that are free now, and how long until one more is. */
export type FreeTransfers = {
  now: bigint
  /** Seconds until one more; undefined when nothing is held, or when the cap is reached. */
  nextInSeconds: bigint | undefined
  /** How full the store of coin-days is, from 0 to 1. */
  fill: number
}

const daySeconds = 86_400n

/** Returns what the coin-days of an account buy, for transfers so small that they take no share of the rest along. */
export function countFreeTransfers(
  holdings: Pick<Holdings, 'qdt' | 'coinDays' | 'capDays' | 'transferCoinDays'>,
): FreeTransfers {
  const { qdt, coinDays, capDays, transferCoinDays } = holdings
  const cap = qdt * capDays
  const now = coinDays / transferCoinDays
  const wanted = (now + 1n) * transferCoinDays
  const reachable = qdt > 0n && wanted <= cap
  return {
    now,
    nextInSeconds: reachable ? ceilDivide((wanted - coinDays) * daySeconds, qdt) : undefined,
    fill: cap === 0n ? 0 : Number((coinDays * 10_000n) / cap) / 10_000,
  }
}

function ceilDivide(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by
}
