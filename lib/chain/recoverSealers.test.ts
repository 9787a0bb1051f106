import fc from 'fast-check'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { encodeHex, type Hex } from '../bytes/hex.ts'
import { recoverSealers, recoverWithNoble } from './recoverSealers.ts'
import { recoverWithWasm } from './recoverWithWasm.ts'
import { privateKeyToAddress, signSeal } from './signSeal.ts'
import { signSealWithWasm } from './signSealWithWasm.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const privateKeys = bytes(32).map((key) => key.map((byte, i) => (i === 0 ? byte & 0x7f : byte | 1)))

test('noble and WebAssembly make the same seals and recover their signers', () => {
  fc.assert(
    fc.property(bytes(32).map(encodeHex), privateKeys, (digest, privateKey) => {
      const seal = signSeal(digest, privateKey)
      const signer = privateKeyToAddress(privateKey)
      expect(recoverSealers(digest, [seal, seal], recoverWithNoble)).toEqual([signer, signer])
      expect(recoverSealers(digest, [seal], recoverWithWasm)).toEqual([signer])
      expect(signSealWithWasm(digest, privateKey)).toBe(seal)
    }),
    { numRuns },
  )
}, 300_000)

test('noble and WebAssembly agree on signatures that nobody made', () => {
  const word = fc.oneof(
    bytes(32),
    fc.constantFrom(0n, 1n, order / 2n, order / 2n + 1n, order - 1n, order, 2n ** 256n - 1n).map(toBytes),
  )
  fc.assert(
    fc.property(bytes(32), word, word, fc.constantFrom(0 as const, 1 as const), (digest, r, s, recoveryId) => {
      const signature = Uint8Array.of(...r, ...s)
      const noble = recoverWithNoble(digest, signature, recoveryId)
      const wasm = recoverWithWasm(digest, signature, recoveryId)
      expect(noble && encodeHex(noble)).toBe(wasm && encodeHex(wasm))
    }),
    { numRuns: numRuns * 3 },
  )
}, 300_000)

test('agrees with viem on addresses', () => {
  const privateKey = new Uint8Array(32).fill(7)
  expect(privateKeyToAddress(privateKey)).toBe(privateKeyToAccount(encodeHex(privateKey)).address.toLowerCase())
})

test('refuses a seal of another length or recovery id', () => {
  const digest: Hex = `0x${'11'.repeat(32)}`
  const seal = signSeal(digest, new Uint8Array(32).fill(7))
  expect(() => recoverSealers(digest, [seal.slice(0, -2) as Hex])).toThrow('Expected a seal')
  expect(() => recoverSealers(digest, [`${seal.slice(0, -2)}1b` as Hex])).toThrow('Expected a seal')
})

function toBytes(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * (31 - i))) & 0xffn))
}
