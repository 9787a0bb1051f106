import { keccak_256 } from '@noble/hashes/sha3.js'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { encodeHex } from './hex.ts'
import { keccak256, loadKeccak } from './keccak256.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const abc = new TextEncoder().encode('abc')
const beforeLoading = encodeHex(keccak256(abc))

beforeAll(loadKeccak)

test('gives the published digests, before and after loading', () => {
  const digest = '0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45'
  expect(beforeLoading).toBe(digest)
  expect(encodeHex(keccak256(abc))).toBe(digest)
  expect(encodeHex(keccak256(new Uint8Array()))).toBe(
    '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
  )
})

test('agrees with noble on any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
      expect(keccak256(bytes)).toEqual(keccak_256(bytes))
    }),
    { numRuns },
  )
})

test('agrees with noble around the block size and far above the buffer of the WebAssembly memory', () => {
  for (const length of [135, 136, 137, 271, 272, 16_384, 16_385, 100_003]) {
    const bytes = Uint8Array.from({ length }, (_, i) => i * 31)
    expect(keccak256(bytes)).toEqual(keccak_256(bytes))
  }
})

test('hands out a digest of its own each time', () => {
  const first = keccak256(abc)
  const copy = first.slice()
  keccak256(new Uint8Array(3))
  expect(first).toEqual(copy)
})
