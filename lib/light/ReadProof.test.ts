import { expect, test } from 'vitest'
import type { Evidence, EvidenceSummary } from './Evidence.ts'
import { combineEvidence } from './ReadProof.ts'

const of = (grade: Evidence['grade']): EvidenceSummary => ({
  ...{ id: 1, method: 'eth_call', params: [], grade, blocks: [], askedAtMs: 0, tookMs: 0 },
})

test('a value is as good as the weakest of the answers it was made of', () => {
  expect(combineEvidence([of('proved'), of('anchor')]).kind).toBe('anchor')
  expect(combineEvidence([of('proved'), of('proved')]).kind).toBe('proved')
  expect(combineEvidence([of('proved'), of('partly')]).kind).toBe('partly')
  expect(combineEvidence([of('estimate'), of('proved'), of('claimed')]).kind).toBe('claimed')
})

test('a value that nothing was asked for is claimed', () => {
  expect(combineEvidence([])).toEqual({ kind: 'claimed', evidence: [] })
})
