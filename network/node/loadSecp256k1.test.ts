import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeHex } from '../../lib/bytes/hex.ts'
import { loadSecp256k1 } from './loadSecp256k1.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const word = fc.uint8Array({ minLength: 32, maxLength: 32 })
const privateKeys = word.map((key) => key.map((byte, i) => (i === 0 ? byte & 0x7f : byte | 1)))
const edges = [0n, 1n, order / 2n, order / 2n + 1n, order - 1n, order, 2n ** 256n - 1n].map((value) =>
  Uint8Array.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex')),
)

const fast = loadSecp256k1()
const portable = loadSecp256k1(() => {
  throw new Error('no build for this platform')
})

test('where machine code cannot be loaded WebAssembly takes its place', () => {
  expect(portable.kind).toBe('wasm')
})

test('both builds make the same seals and recover their signers', () => {
  fc.assert(
    fc.property(word, privateKeys, (digest, privateKey) => {
      const seal = fast.signSeal(encodeHex(digest), privateKey)
      expect(portable.signSeal(encodeHex(digest), privateKey)).toBe(seal)
      const bytes = Buffer.from(seal.slice(2), 'hex')
      const parity = bytes[64] as 0 | 1
      const key = fast.recover(digest, bytes.subarray(0, 64), parity)
      expect(key).toHaveLength(65)
      expect(Buffer.from(portable.recover(digest, bytes.subarray(0, 64), parity)!)).toEqual(Buffer.from(key!))
    }),
    { numRuns },
  )
})

test('both builds agree on signatures that nobody made', () => {
  const part = fc.oneof(word, fc.constantFrom(...edges))
  fc.assert(
    fc.property(word, part, part, fc.constantFrom(0 as const, 1 as const), (digest, r, s, parity) => {
      const signature = Uint8Array.of(...r, ...s)
      const found = fast.recover(digest, signature, parity)
      const expected = portable.recover(digest, signature, parity)
      expect(found && encodeHex(found)).toBe(expected && encodeHex(expected))
    }),
    { numRuns: 3 * numRuns },
  )
})
