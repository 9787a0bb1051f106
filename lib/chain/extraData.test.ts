import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { decodeExtraData, type ExtraData, encodeExtraData } from './extraData.ts'
import { decodeRlp, encodeRlp, type Rlp } from './rlp.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const vanity = '00'.repeat(32)
const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(encodeHex)
const anyExtraData: fc.Arbitrary<ExtraData> = fc.record({
  vanity: hex(32),
  validators: fc.array(hex(20), { maxLength: 5 }),
  vote: fc.option(fc.record({ recipient: hex(20), action: fc.constantFrom('add' as const, 'drop' as const) }), {
    nil: undefined,
  }),
  round: fc.nat(2 ** 31 - 1),
  seals: fc.array(
    fc.tuple(hex(64), fc.constantFrom('00', '01')).map(([rs, v]) => `${rs}${v}` as Hex),
    { maxLength: 5 },
  ),
})

test('writes the extraData of a genesis whose validators a contract elects', () => {
  const bare = { vanity: `0x${vanity}` as Hex, validators: [], vote: undefined, round: 0, seals: [] }
  expect(encodeExtraData(bare)).toBe(`0xe5a0${vanity}c0c080c0`)
  expect(decodeExtraData(`0xe5a0${vanity}c0c080c0`)).toEqual(bare)
})

// The example that Besu tests its own codec with (besu, QbftExtraDataCodecTest).
test('reads and writes what Besu does', () => {
  const one = `${'00'.repeat(31)}01`
  const ten = `${'00'.repeat(31)}0a`
  const besu: Hex = `0xf8f0a0${'0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20'}ea94${'00'.repeat(19)}0194${'00'.repeat(19)}02d794${'00'.repeat(19)}0181ff83fedcbaf886b841${one}${ten}00b841${ten}${one}00`
  const data = decodeExtraData(besu)
  expect(data).toEqual({
    vanity: '0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20',
    validators: [`0x${'00'.repeat(19)}01`, `0x${'00'.repeat(19)}02`],
    vote: { recipient: `0x${'00'.repeat(19)}01`, action: 'add' },
    round: 0xfedcba,
    seals: [`0x${one}${ten}00`, `0x${ten}${one}00`],
  })
  expect(encodeExtraData(data)).toBe(besu)
})

test('round-trips', () => {
  fc.assert(
    fc.property(anyExtraData, (data) => {
      expect(decodeExtraData(encodeExtraData(data))).toEqual(data)
    }),
    { numRuns },
  )
})

test('reads one bit flipped as something else or not at all', () => {
  fc.assert(
    fc.property(anyExtraData, fc.nat(), (data, seed) => {
      const bytes = decodeHex(encodeExtraData(data))
      const bit = seed % (bytes.length * 8)
      bytes[bit >> 3]! ^= 1 << (bit & 7)
      let decoded: ExtraData
      try {
        decoded = decodeExtraData(encodeHex(bytes))
      } catch (error) {
        expect((error as Error).name).toBe('Chain.ExtraDataError')
        return
      }
      expect(decoded).not.toEqual(data)
      expect(encodeExtraData(decoded)).toBe(encodeHex(bytes))
    }),
    { numRuns },
  )
})

const items = decodeRlp(decodeHex(`0xe5a0${vanity}c0c080c0`)) as Rlp[]
const withItem = (at: number, item: Rlp) => encodeHex(encodeRlp(items.map((old, i) => (i === at ? item : old))))
const bytes = (length: number, fill = 0) => new Uint8Array(length).fill(fill)

test.each<[string, Hex, string]>([
  ['nothing', '0x', 'something else'],
  ['a byte string', '0x80', 'extraData that is no list'],
  ['bytes after the list', `0xe5a0${vanity}c0c080c080`, 'something else'],
  ['a sixth item', `0xe6a0${vanity}c0c080c080`, '6 items'],
  ['a missing item', `0xe4a0${vanity}c0c080`, '4 items'],
  ['a short vanity', withItem(0, bytes(31)), 'vanity of 31 bytes'],
  ['a validator of 19 bytes', withItem(1, [bytes(19)]), 'a validator of 19 bytes'],
  ['an empty string for no vote', withItem(2, bytes(0)), 'vote that is no list'],
  ['a vote of one item', withItem(2, [bytes(20)]), 'a vote of 1 items'],
  ['a vote of another kind', withItem(2, [bytes(20), bytes(1, 0xaa)]), 'neither adds nor drops'],
  ['a round with a leading zero', withItem(3, Uint8Array.of(0, 1)), 'no minimal integer'],
  ['a round written as a zero byte', withItem(3, Uint8Array.of(0)), 'no minimal integer'],
  ['a round of 5 bytes', withItem(3, bytes(5, 1)), 'no minimal integer'],
  ['a round above 2^31', withItem(3, bytes(4, 0xff)), 'round 4294967295'],
  ['a list for a round', withItem(3, []), 'no minimal integer'],
  ['a seal of 64 bytes', withItem(4, [bytes(64)]), 'a seal of 64 bytes'],
  ['a seal with v 27', withItem(4, [Uint8Array.of(...bytes(64, 1), 27)]), 'recovery id 27'],
  ['a seal that is a list', withItem(4, [[bytes(65)]]), 'a seal that is a list'],
])('refuses %s', (_, extraData, reason) => {
  expect(() => decodeExtraData(extraData)).toThrow(expect.objectContaining({ name: 'Chain.ExtraDataError' }))
  expect(() => decodeExtraData(extraData)).toThrow(reason)
})

test('refuses to write what it would not read', () => {
  const bare = { vanity: `0x${vanity}` as Hex, validators: [], vote: undefined, round: 0, seals: [] }
  expect(() => encodeExtraData({ ...bare, vanity: '0x' })).toThrow('vanity')
  expect(() => encodeExtraData({ ...bare, round: -1 })).toThrow('round -1')
  expect(() => encodeExtraData({ ...bare, round: 2 ** 31 })).toThrow('round')
  expect(() => encodeExtraData({ ...bare, validators: ['0x00'] })).toThrow('a validator')
  expect(() => encodeExtraData({ ...bare, seals: [`0x${'00'.repeat(64)}1b`] })).toThrow('recovery id 27')
})
