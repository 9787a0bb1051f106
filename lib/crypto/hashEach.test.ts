import { keccak_256 } from '@noble/hashes/sha3.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashEach, loadHashEach } from './hashEach.ts'
import { createKeccakPair, padMessage } from './keccakPair.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const message = (i: number, length: number) =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + i * 7 + (at >> 8)) & 255)
const hashAll = (count: number, length: number) =>
  hashEach({ count, length, write: (i, slot) => slot.set(message(i, length)) })
const expected = (count: number, length: number) =>
  Uint8Array.from(Array.from({ length: count }, (_, i) => [...keccak_256(message(i, length))]).flat())

test('agrees with noble before anything is loaded', () => {
  expect(hashAll(3, 65)).toEqual(expected(3, 65))
})

test('agrees with noble at every length around the block size, and beyond the slots', async () => {
  await loadHashEach()
  for (const length of [0, 1, 65, 72, 135, 136, 137, 271, 272, 1024, 1064, 1086, 1087, 1088, 5000]) {
    expect(hashAll(3, length)).toEqual(expected(3, length))
  }
})

test('agrees with noble on any number of messages of any length, one call after the other', async () => {
  await loadHashEach()
  fc.assert(
    fc.property(fc.nat(9), fc.nat(1100), (count, length) => {
      expect(hashAll(count, length)).toEqual(expected(count, length))
    }),
    { numRuns },
  )
})

test('the two messages of a pair do not touch each other', async () => {
  const pair = (await createKeccakPair())!
  const [first, second] = pair.messages
  const texts = [new Uint8Array(200).fill(255), new Uint8Array(200)]
  first.set(texts[0]!)
  second.set(texts[1]!)
  padMessage(first, 200)
  pair.run(padMessage(second, 200))
  expect(pair.digests.slice(0, 32)).toEqual(keccak_256(texts[0]!))
  expect(pair.digests.slice(32)).toEqual(keccak_256(texts[1]!))
})
