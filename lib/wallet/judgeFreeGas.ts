import type { Address } from '../bytes/hex.ts'

export type GasLevel = { left: bigint; capacity: bigint; refillPerSecond: bigint }
/** What an account may spend without paying: its own, and that of who pays for it first. */
export type FreeGas = { own: GasLevel; sponsor?: GasLevel & { address: Address } }

export type FreeGasVerdict =
  /** There is enough; `share` and `left` (after it) are parts of the whole budget. */
  | { kind: 'enough'; share: number; left: number; sponsor?: Address }
  /** There is enough for this one and not for another; seconds until there is. */
  | { kind: 'last'; share: number; left: number; seconds: number; sponsor?: Address }
  /** Seconds until there is enough. */
  | { kind: 'wait'; seconds: number }
  /** More than the whole budget. */
  | { kind: 'tooLarge' }

/** Returns what the budget says to a transaction with this gas limit, as the node counts: the sponsor pays if it can. */
export function judgeFreeGas({ own, sponsor }: FreeGas, gas: bigint): FreeGasVerdict {
  if (sponsor && sponsor.left >= gas) return { ...judge(sponsor, gas), sponsor: sponsor.address }
  if (own.left >= gas) return judge(own, gas)
  const waits = [own, ...(sponsor ? [sponsor] : [])]
    .filter(({ capacity, refillPerSecond }) => capacity >= gas && refillPerSecond > 0n)
    .map((level) => secondsUntil(level, gas - level.left))
  return waits.length === 0 ? { kind: 'tooLarge' } : { kind: 'wait', seconds: Math.min(...waits) }
}

function judge(level: GasLevel, gas: bigint) {
  const left = level.left - gas
  const parts = { share: partOf(gas, level.capacity), left: partOf(left, level.capacity) }
  if (left >= gas || gas === 0n) return { kind: 'enough' as const, ...parts }
  return { kind: 'last' as const, ...parts, seconds: secondsUntil(level, gas - left) }
}

const secondsUntil = ({ refillPerSecond }: GasLevel, missing: bigint) =>
  refillPerSecond === 0n ? Number.POSITIVE_INFINITY : Number((missing + refillPerSecond - 1n) / refillPerSecond)

const partOf = (part: bigint, whole: bigint) => (whole === 0n ? 0 : Number((part * 10_000n) / whole) / 10_000)
