import fc from 'fast-check'
import { concat, encodePacked, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { type Address, encodeHex, type Hex } from '../bytes/hex.ts'
import { producers } from './fixtures/sealHeader.ts'
import { producerOrder } from './producerOrder.ts'
import { setCommitment } from './setCommitment.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const validators = producers(21).map(({ address }) => address)
const seed: Hex = `0x${'5e'.repeat(32)}`
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(encodeHex)

test('commits to epoch, seed and the sorted set as Solidity packs them', () => {
  const packed = concat([encodePacked(['uint64', 'bytes32'], [7n, seed]), ...validators])
  expect(setCommitment({ epoch: 7, seed, validators })).toBe(keccak256(packed))
  expect(setCommitment({ epoch: 7n, seed, validators: validators.toReversed() })).toBe(keccak256(packed))
  expect(setCommitment({ epoch: 8, seed, validators })).not.toBe(keccak256(packed))
})

test('gives each producer one turn in n blocks and another order in the next n', () => {
  fc.assert(
    fc.property(seeds, fc.nat(2 ** 40), (anySeed, turn) => {
      const start = turn * 21
      const producing = (from: number) =>
        Array.from(
          { length: 21 },
          (_, i) => producerOrder({ seed: anySeed, validators, blockNumber: from + i, round: 0 }).producer,
        )
      expect(producing(start).toSorted()).toEqual(validators)
      expect(producing(start + 21)).not.toEqual(producing(start))
    }),
    { numRuns: Math.ceil(numRuns / 5) },
  )
})

test('lets the next in order stand in for a missed turn, and starts again after the last', () => {
  const turn = { seed, validators, blockNumber: 21 * 5 + 20 }
  const { order, position } = producerOrder({ ...turn, round: 0 })
  expect(position).toBe(20)
  const standIns = [0, 1, 2, 21].map((round) => producerOrder({ ...turn, round }).producer)
  expect(standIns).toEqual([order[20], order[0], order[1], order[20]])
})

test('draws the order as the contract is specified to', () => {
  const order = [...validators]
  const shuffleSeed = keccak256(encodePacked(['bytes32', 'uint64'], [seed, 47n]))
  for (let j = 20; j > 0; j--) {
    const r = Number(BigInt(keccak256(encodePacked(['bytes32', 'uint64'], [shuffleSeed, BigInt(j)]))) % BigInt(j + 1))
    ;[order[j], order[r]] = [order[r] as Address, order[j] as Address]
  }
  expect(producerOrder({ seed, validators, blockNumber: 1000, round: 0 })).toEqual({
    order,
    position: 13,
    producer: order[13],
  })
})

test('does not depend on the order or case in which the set is given', () => {
  const given = validators.toReversed().map((address) => `0x${address.slice(2).toUpperCase()}` as Address)
  const turn = { seed, blockNumber: 12_345, round: 3 }
  expect(producerOrder({ ...turn, validators: given })).toEqual(producerOrder({ ...turn, validators }))
})

test('serves a set of one', () => {
  const only = validators.slice(0, 1)
  expect(producerOrder({ seed, validators: only, blockNumber: 9, round: 4 }).producer).toBe(only[0])
})
