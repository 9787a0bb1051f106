import { expect, test } from 'vitest'
import type { BlockSummary, HeadState } from '../../lib/chain/HeadState.ts'
import { estimateChainTime } from './estimateChainTime.ts'

const head = { timestamp: 1_000 } as BlockSummary
const live = { status: 'live', head, arrivedAtMs: 1_000_500 } as HeadState

test('time goes on by the clock of the reader while no block comes', () => {
  expect(estimateChainTime(live, 1_000_500)).toEqual({ seconds: 1_000, silentSeconds: 0 })
  expect(estimateChainTime(live, 1_045_500)).toEqual({ seconds: 1_045, silentSeconds: 45 })
})

test('a block that was old when the page first saw it does not hold time back', () => {
  expect(estimateChainTime({ ...live, arrivedAtMs: 1_600_000 } as HeadState, 1_601_000)).toEqual({
    seconds: 1_601,
    silentSeconds: 601,
  })
})

test('a chain whose clock was moved ahead is followed by its own time', () => {
  const ahead = { ...live, head: { timestamp: 90_000 }, arrivedAtMs: 1_000_000 } as HeadState
  expect(estimateChainTime(ahead, 1_010_000)).toEqual({ seconds: 90_010, silentSeconds: 10 })
})

test('time goes on when the node is away, or what it says does not stand', () => {
  const away = { status: 'down', rpcUrl: '', reason: '', last: head } as HeadState
  expect(estimateChainTime(away, 1_030_000)).toEqual({ seconds: 1_030, silentSeconds: 30 })
  expect(estimateChainTime({ ...away, status: 'refused' } as HeadState, 1_030_000)?.seconds).toBe(1_030)
})

test('nothing is said of the time before a block is known', () => {
  expect(estimateChainTime({ status: 'connecting' }, 1_000)).toBeUndefined()
  expect(estimateChainTime({ status: 'down', rpcUrl: '', reason: '', last: undefined }, 1_000)).toBeUndefined()
})
