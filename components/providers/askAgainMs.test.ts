import { expect, test } from 'vitest'
import { askAgainMs } from './askAgainMs.ts'

const fine = { error: null, errorUpdateCount: 2 }
const failed = (errorUpdateCount: number) => ({ error: new Error('away'), errorUpdateCount })

test('an answer is asked for again as often as its reader wishes', () => {
  expect(askAgainMs(500, fine)).toBe(500)
  expect(askAgainMs(8_000, fine)).toBe(8_000)
  expect(askAgainMs(false, fine)).toBe(false)
})

test('one that failed is asked for again in any case, later each time, and at least every minute', () => {
  expect([1, 2, 3, 9].map((count) => askAgainMs(500, failed(count)))).toEqual([3_000, 6_000, 12_000, 60_000])
  expect(askAgainMs(false, failed(1))).toBe(3_000)
  expect(askAgainMs(8_000, failed(1))).toBe(8_000)
})
