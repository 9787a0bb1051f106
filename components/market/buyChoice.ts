import type { Hex } from '../../lib/bytes/hex.ts'
import { listedPrice, type Prices } from '../../lib/market/listedPrice.ts'

/** What an order shall wait for; a part that is not entered yet is undefined. */
export type EventWish =
  | { kind: 'time'; atS: number | undefined }
  | { kind: 'oracleAbove' | 'oracleBelow'; feed: Hex; value: bigint | undefined }
  | { kind: 'records'; vehicle: bigint | undefined }

/** What of a data set is wanted. Chunks count from 0; `to` is exclusive. */
export type Choice =
  | { kind: 'whole'; stages: number; event?: EventWish | undefined }
  | { kind: 'part'; from: number; to: number; stages: number; event?: EventWish | undefined }
  | { kind: 'samples'; count: number }

const unit = 10n ** 18n

/** Returns what a choice costs now, as the contract counts it; `factor` is what the prices are multiplied by. */
export function priceOfChoice(terms: Prices, choice: Choice, factor = unit): bigint {
  return (listedPrice(terms, partOf(terms, choice)) * factor) / unit
}

function partOf({ chunks }: Prices, choice: Choice) {
  if (choice.kind === 'part') return { from: choice.from, to: choice.to, samples: 0 }
  return { from: 0, to: chunks, samples: choice.kind === 'samples' ? choice.count : 0 }
}

/** Returns whether everything is said that the order needs. */
export function isComplete(choice: Choice): boolean {
  if (choice.kind === 'samples' || !choice.event) return true
  return Object.values(choice.event).every((part) => part !== undefined)
}

export function describeChoice({ kind }: Choice): Choice['kind'] {
  return kind
}
