import { blake2b } from '@noble/hashes/blake2.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashSector, hashSectors, loadSectorHash } from './hashSectors.ts'
import { equalBytes } from './merkle.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const make = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + seed * 7 + (at >> 8)) & 255)

/** Each sector by noble, one after the other. */
function expected(bytes: Uint8Array, first: number, keyOf: (i: number) => Uint8Array): Uint8Array {
  const count = Math.max(1, Math.ceil(bytes.length / 1024))
  const hashes = Array.from({ length: count }, (_, i) => {
    const salt = new Uint8Array(16)
    new DataView(salt.buffer).setBigUint64(8, BigInt(first + i))
    return [...blake2b(bytes.subarray(i * 1024, (i + 1) * 1024), { dkLen: 32, key: keyOf(i), salt })]
  })
  return Uint8Array.from(hashes.flat())
}

test('agrees with noble before anything is loaded', () => {
  const [key, bytes] = [make(32, 1), make(2500, 2)]
  expect(hashSectors(bytes, 5, { key })).toEqual(expected(bytes, 5, () => key))
})

test('agrees with noble at every edge of blocks and sectors', async () => {
  await loadSectorHash()
  const key = make(32, 3)
  for (const length of [0, 1, 127, 128, 129, 1023, 1024, 1025, 2047, 2048, 2049, 3072, 3200, 5000]) {
    const bytes = make(length, length)
    expect(hashSectors(bytes, 2 ** 33 + 1, { key })).toEqual(expected(bytes, 2 ** 33 + 1, () => key))
  }
})

test('agrees with noble for any bytes, numbers and keys, one call after the other', async () => {
  await loadSectorHash()
  const input = [fc.uint8Array({ maxLength: 6000 }), fc.nat(2 ** 34), fc.nat(255)] as const
  fc.assert(
    fc.property(...input, (bytes, first, seed) => {
      const keys = make(Math.max(1, Math.ceil(bytes.length / 1024)) * 32, seed)
      const keyOf = (i: number) => keys.subarray(i * 32, (i + 1) * 32)
      expect(equalBytes(hashSectors(bytes, first, { keys }), expected(bytes, first, keyOf))).toBe(true)
    }),
    { numRuns },
  )
})

test('hashes the largest chunk, and what is larger without vectors', async () => {
  await loadSectorHash()
  const key = make(32, 9)
  for (const length of [1_048_576, 1_048_577]) {
    const bytes = make(length, 1)
    const hashes = hashSectors(bytes, 0, { key })
    for (const i of [0, 1, 511, 1022, 1023]) {
      const sector = bytes.subarray(i * 1024, (i + 1) * 1024)
      expect(hashes.slice(i * 32, (i + 1) * 32)).toEqual(hashSector(sector, i, key))
    }
  }
})

test('a bit of the sector, of its number or of its key makes another hash', async () => {
  await loadSectorHash()
  const [bytes, key] = [make(1024, 1), make(32, 2)]
  const hash = hashSectors(bytes, 4, { key })
  const flip = (of: Uint8Array, at: number) => of.map((byte, i) => (i === at ? byte ^ 1 : byte))
  const others = [
    hashSectors(flip(bytes, 1023), 4, { key }),
    hashSectors(bytes, 5, { key }),
    hashSectors(bytes, 4, { key: flip(key, 31) }),
    hashSectors(bytes.subarray(0, 1023), 4, { key }),
  ]
  for (const other of others) expect(other).not.toEqual(hash)
})
