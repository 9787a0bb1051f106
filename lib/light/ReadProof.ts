import type { Evidence, EvidenceSummary } from './Evidence.ts'

/** What a value on the screen rests on: the weakest of the answers it was made of. Plain data. */
export type ReadProof =
  | { kind: 'reading' }
  | { kind: Evidence['grade']; evidence: readonly EvidenceSummary[] }
  | { kind: 'failed'; name: string; message: string }

/** From the weakest to the strongest. */
const order: readonly Evidence['grade'][] = ['claimed', 'estimate', 'partly', 'anchor', 'proved']

/** Returns the proof of a value that was made of these answers; of none at all it is claimed. */
export function combineEvidence(evidence: readonly EvidenceSummary[]): ReadProof & { evidence: object } {
  const ranks = evidence.map(({ grade }) => order.indexOf(grade))
  const weakest = ranks.length === 0 ? 0 : Math.min(...ranks)
  return { kind: order[weakest]!, evidence }
}
