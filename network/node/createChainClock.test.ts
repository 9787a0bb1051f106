import { expect, test } from 'vitest'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { ClockError, createChainClock } from './createChainClock.ts'

const now = Date.UTC(2026, 0, 1)
const inAnHour = { timestamp: now / 1_000 + 3_600 }
const anHourAgo = { timestamp: now / 1_000 - 3_600 }

test('a development chain that was moved ahead stays ahead over a restart, and can be moved on', () => {
  const clock = createChainClock({ chainId: developmentChainId, head: inAnHour, now: () => now })
  expect(clock.aheadMs()).toBe(3_600_000)
  expect(clock.skip(1_000)).toBe(3_601_000)
  expect(clock.aheadMs()).toBe(3_601_000)
  expect(createChainClock({ chainId: developmentChainId, head: anHourAgo, now: () => now }).aheadMs()).toBe(0)
})

test('any other chain waits for the world where its newest block is ahead, and cannot be moved', () => {
  const clock = createChainClock({ chainId: 72_019, head: inAnHour, now: () => now })
  expect(clock.aheadMs()).toBe(0)
  expect(() => clock.skip(1_000)).toThrow(ClockError)
  expect(clock.aheadMs()).toBe(0)
})
