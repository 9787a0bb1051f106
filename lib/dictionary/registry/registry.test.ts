import { keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { findBaseDictionary } from '../base/baseDictionaries.ts'
import { identifyDictionary } from '../identifyDictionary.ts'
import { isPassing, phaseOf } from './phaseOf.ts'
import type { Proposal } from './readProposals.ts'
import { decodeName } from './readReleases.ts'
import { encodeName } from './registryCalls.ts'
import { decodeReview, encodeReview } from './reviewDocument.ts'
import { verifyRelease } from './verifyRelease.ts'

const driving = findBaseDictionary('driving')!
const { bytes, hash } = identifyDictionary(driving)
const expected = { id: 'driving', version: '1.0.0', hash }

test('takes a document for what the chain says only if it is', () => {
  expect(verifyRelease(bytes, expected)).toEqual(driving)
  const flipped = bytes.slice()
  flipped[100]! ^= 1
  const wrong = [
    () => verifyRelease(flipped, expected),
    () => verifyRelease(bytes, { ...expected, id: 'other' }),
    () => verifyRelease(bytes, { ...expected, version: '1.0.1' }),
  ]
  for (const attempt of wrong)
    expect(attempt).toThrow(expect.objectContaining({ name: 'Dictionary.ReleaseMismatchError' }))
  expect(() => verifyRelease(flipped, { ...expected, hash: keccak256(flipped) })).toThrow()
})

test('writes names as 32 bytes and reads them again', () => {
  expect(decodeName(encodeName('weather-road'))).toBe('weather-road')
})

test('reads the reviews that it writes, and nothing else', () => {
  const lines = [{ path: 'Vehicle.Speed', member: 'max', comment: 'Too low.' }]
  expect(decodeReview(encodeReview({ summary: 'Fine', lines }))).toMatchObject({ summary: 'Fine', lines })
  expect(() => decodeReview(bytes)).toThrow(expect.objectContaining({ name: 'Dictionary.InvalidReviewError' }))
})

const proposal = { state: 'open', reviewUntil: 100, voteUntil: 200, approvals: 1, yes: 3, no: 1 } as Proposal

test('knows what can be done when', () => {
  expect([100, 101, 200, 201].map((at) => phaseOf(proposal, at))).toEqual(['review', 'vote', 'vote', 'count'])
  expect([2_592_200, 2_592_201].map((at) => phaseOf(proposal, at))).toEqual(['count', 'rejected'])
  expect(phaseOf({ ...proposal, state: 'published' }, 50)).toBe('published')
})

test('counts as the contract does', () => {
  expect(isPassing(proposal)).toBe(true)
  for (const change of [{ approvals: 0 }, { yes: 2 }, { no: 3 }])
    expect(isPassing({ ...proposal, ...change })).toBe(false)
})
