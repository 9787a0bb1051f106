import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeHex } from './hex.ts'
import { decodeWord, encodeWord } from './words.ts'

test('words go to their bytes and back, with or without leading zeros', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), fc.integer({ min: 0, max: 256 }), (full, shift) => {
      const value = full >> BigInt(shift)
      const bytes = encodeWord(value)
      expect(encodeHex(bytes)).toBe(`0x${value.toString(16).padStart(64, '0')}`)
      expect(decodeWord(bytes)).toBe(value)
      expect(decodeWord(bytes.subarray(bytes.findIndex((byte) => byte !== 0) & 31))).toBe(value)
    }),
    { numRuns: Number(process.env.FC_NUM_RUNS ?? 100) },
  )
  expect(decodeWord(new Uint8Array(0))).toBe(0n)
})
