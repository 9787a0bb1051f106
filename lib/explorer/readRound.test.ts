import { expect, test } from 'vitest'
import type { Address, Hex } from '../bytes/hex.ts'
import type { BlockSummary } from '../chain/HeadState.ts'
import { producerOrder } from '../chain/producerOrder.ts'
import { readRound } from './readRound.ts'

const validators = Array.from({ length: 7 }, (_, i): Address => `0x${String(i + 1).padStart(40, '0')}`)
const schedule = { epoch: 0, epochBlocks: 420, seed: `0x${'ab'.repeat(32)}` as Hex, validators, quorum: 5 }
const producerAt = (blockNumber: number, round = 0) => producerOrder({ ...schedule, blockNumber, round }).producer
const block = (number: number, producer: Address) => ({ number, producer }) as BlockSummary

test('tells of each turn of the round whether it was taken, missed, is next or still to come', () => {
  const recent = [block(30, producerAt(30)), block(29, producerAt(29, 1)), block(28, producerAt(28))]
  const turns = readRound(schedule, recent, 30)
  expect(turns.map(({ blockNumber }) => blockNumber)).toEqual([28, 29, 30, 31, 32, 33, 34])
  expect(turns.map(({ state }) => state)).toEqual(['made', 'missed', 'made', 'next', 'waiting', 'waiting', 'waiting'])
  expect(turns[1]).toMatchObject({ producer: producerAt(29), by: producerAt(29, 1) })
  expect(new Set(turns.map(({ producer }) => producer)).size).toBe(7)
})

test('the first block of a round begins it anew, and a block that is not known is not judged', () => {
  expect(readRound(schedule, [], 34)[0]).toMatchObject({ blockNumber: 35, state: 'next' })
  expect(readRound(schedule, [], 36)[0]).toMatchObject({ blockNumber: 35, state: 'unknown' })
})
