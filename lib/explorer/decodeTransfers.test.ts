import fc from 'fast-check'
import { encodeAbiParameters, encodeEventTopics, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { Address, Hex } from '../bytes/hex.ts'
import { decodeTransfers } from './decodeTransfers.ts'

const abi = parseAbi([
  'event TransferSingle(address indexed operator, address indexed from, address indexed to, uint256 id, uint256 value)',
  'event TransferBatch(address indexed operator, address indexed from, address indexed to, uint256[] ids, uint256[] values)',
])
const [operator, from, to, address] = ['01', '02', '03', '04'].map((byte) => `0x${byte.repeat(20)}` as Address)

function logOf(eventName: 'TransferSingle' | 'TransferBatch', data: Hex) {
  const topics = encodeEventTopics({ abi, eventName, args: { operator: operator!, from: from!, to: to! } }) as Hex[]
  return { address: address!, topics, data }
}
const batch = (ids: readonly bigint[], pieces: readonly bigint[]) =>
  encodeAbiParameters([{ type: 'uint256[]' }, { type: 'uint256[]' }], [ids, pieces])

test('reads a single move of pieces', () => {
  const data = encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [7n, 10n])
  expect(decodeTransfers(logOf('TransferSingle', data))).toEqual([
    { token: address, standard: 'erc1155', from, to, value: 7n, pieces: 10n },
  ])
})

test('reads every move of a batch, in order', () => {
  const amounts = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), fc.bigInt({ min: 0n, max: 9n })))
  fc.assert(
    fc.property(amounts, (moves) => {
      const data = batch(
        moves.map(([id]) => id),
        moves.map(([, pieces]) => pieces),
      )
      const found = decodeTransfers(logOf('TransferBatch', data))
      expect(found.map(({ value, pieces }) => [value, pieces])).toEqual(moves)
    }),
  )
})

test('reads nothing out of a batch that is not one', () => {
  const word = (value: bigint) => value.toString(16).padStart(64, '0')
  const whole = batch([7n, 8n], [1n, 2n])
  const broken: Hex[] = [
    '0x',
    whole.slice(0, -2) as Hex,
    whole.slice(0, -64) as Hex,
    batch([7n, 8n], [1n]),
    `0x${word(64n)}${word(2n ** 255n)}`,
    `0x${word(63n)}${word(64n)}${word(0n)}`,
    `0x${word(64n)}${word(64n)}${word(2n ** 200n)}${word(1n)}`,
  ]
  for (const data of broken) expect(decodeTransfers(logOf('TransferBatch', data)), data).toEqual([])
})

test('any bytes are read or passed over, and never make it fail', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 6 }), (words) => {
      const data = `0x${words.map((word) => Buffer.from(word).toString('hex')).join('')}` as Hex
      for (const name of ['TransferSingle', 'TransferBatch'] as const) decodeTransfers(logOf(name, data))
    }),
  )
})
