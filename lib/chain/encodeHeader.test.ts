import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { decodeHeader, encodeHeader } from './encodeHeader.ts'
import type { Header } from './Header.ts'
import { decodeRlp, encodeRlp } from './rlp.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

const zeros = (bytes: number): Hex => `0x${'00'.repeat(bytes)}`

/** The first block of Ethereum mainnet. */
const mainnetGenesis: Header = {
  parentHash: zeros(32),
  ommersHash: '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
  miner: zeros(20),
  stateRoot: '0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544',
  transactionsRoot: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  receiptsRoot: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  logsBloom: zeros(256),
  difficulty: 0x400000000n,
  number: 0,
  gasLimit: 5000n,
  gasUsed: 0n,
  timestamp: 0,
  extraData: '0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa',
  mixHash: zeros(32),
  nonce: '0x0000000000000042',
}

const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(encodeHex)
const integer = fc.bigInt({ min: 0n, max: (1n << 256n) - 1n })
const number = fc.maxSafeNat()
const base = fc.record({
  parentHash: hex(32),
  ommersHash: hex(32),
  miner: hex(20),
  stateRoot: hex(32),
  transactionsRoot: hex(32),
  receiptsRoot: hex(32),
  logsBloom: hex(256),
  difficulty: integer,
  number,
  gasLimit: integer,
  gasUsed: integer,
  timestamp: number,
  extraData: fc.uint8Array({ maxLength: 200 }).map(encodeHex),
  mixHash: hex(32),
  nonce: hex(8),
})
const london = { baseFeePerGas: integer }
const shanghai = { ...london, withdrawalsRoot: hex(32) }
const besuCancun = { ...shanghai, blobGasUsed: integer, excessBlobGas: integer }
const cancun = { ...besuCancun, parentBeaconBlockRoot: hex(32) }
const prague = { ...cancun, requestsHash: hex(32) }
const anyHeader: fc.Arbitrary<Header> = fc
  .oneof(...[{}, london, shanghai, besuCancun, cancun, prague].map((fork) => fc.tuple(base, fc.record(fork))))
  .map(([fields, fork]) => ({ ...fields, ...fork }) as Header)

test('encodes the first block of mainnet to its hash', () => {
  expect(encodeHex(keccak256(encodeHeader(mainnetGenesis)))).toBe(
    '0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3',
  )
})

test('round-trips headers of every fork', () => {
  fc.assert(
    fc.property(anyHeader, (header) => {
      expect(decodeHeader(encodeHeader(header))).toEqual(header)
    }),
    { numRuns },
  )
})

test('reads a header with one bit flipped as another header or not at all', () => {
  fc.assert(
    fc.property(anyHeader, fc.nat(), (header, seed) => {
      const bytes = encodeHeader(header)
      const bit = seed % (bytes.length * 8)
      bytes[bit >> 3]! ^= 1 << (bit & 7)
      let decoded: Header
      try {
        decoded = decodeHeader(bytes)
      } catch (error) {
        expect((error as Error).name).toMatch(/^Chain\./)
        return
      }
      expect(encodeHex(encodeHeader(decoded))).toBe(encodeHex(bytes))
      expect(decoded).not.toEqual(header)
    }),
    { numRuns },
  )
})

test('refuses a count of fields that no fork has', () => {
  const items = decodeRlp(encodeHeader(mainnetGenesis)) as Uint8Array[]
  const one = Uint8Array.of(1)
  expect(() => decodeHeader(encodeRlp(items.slice(0, 14)))).toThrow('15, 16, 17, 19, 20, 21 fields, found 14')
  expect(() => decodeHeader(encodeRlp([...items, one, new Uint8Array(32), one]))).toThrow('found 18')
  expect(() => decodeHeader(encodeRlp(new Array(22).fill(one)))).toThrow('found 22')
})

test('refuses a field of the wrong length, a field missing in the middle and an integer out of range', () => {
  expect(() => encodeHeader({ ...mainnetGenesis, nonce: '0x42' })).toThrow('nonce of 8 bytes, found 1 bytes')
  expect(() => encodeHeader({ ...mainnetGenesis, withdrawalsRoot: zeros(32) })).toThrow('baseFeePerGas')
  expect(() => encodeHeader({ ...mainnetGenesis, timestamp: 1.5 })).toThrow('timestamp')
  expect(() => encodeHeader({ ...mainnetGenesis, number: -1 })).toThrow('number')
  expect(() => encodeHeader({ ...mainnetGenesis, gasUsed: 1n << 256n })).toThrow('gasUsed')
})

test('refuses integers with a leading zero and numbers that JavaScript cannot hold', () => {
  const items = decodeRlp(encodeHeader(mainnetGenesis)) as Uint8Array[]
  const replace = (at: number, bytes: string) => encodeRlp(items.map((item, i) => (i === at ? decodeHex(bytes) : item)))
  expect(() => decodeHeader(replace(9, '0x001388'))).toThrow('leading zero')
  expect(() => decodeHeader(replace(8, '0x20000000000000'))).toThrow('number')
})
