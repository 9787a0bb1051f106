import type { Terms } from '../../lib/market/Terms.ts'

/** What of a data set is wanted. Chunks count from 0; `to` is exclusive. */
export type Choice =
  | { kind: 'whole'; stages: number; afterS?: number | undefined }
  | { kind: 'part'; from: number; to: number; stages: number; afterS?: number | undefined }
  | { kind: 'samples'; count: number }

/** Returns what a choice costs at the listed prices, as the contract counts it. */
export function priceOfChoice(
  terms: Pick<Terms, 'price' | 'chunkPrice' | 'samplePrice' | 'chunks'>,
  choice: Choice,
): bigint {
  if (terms.price === 0n) return 0n
  if (choice.kind === 'samples') return terms.samplePrice * BigInt(choice.count)
  if (choice.kind === 'whole' || (choice.from === 0 && choice.to === terms.chunks)) return terms.price
  return terms.chunkPrice * BigInt(Math.max(0, choice.to - choice.from))
}

export function describeChoice({ kind }: Choice): Choice['kind'] {
  return kind
}
