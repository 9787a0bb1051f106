import { expect, test } from 'vitest'
import { askAgainMs } from './askAgainMs.ts'

test('an answer is asked for again as often as its reader wishes', () => {
  expect(askAgainMs(500, false)).toBe(500)
  expect(askAgainMs(8_000, false)).toBe(8_000)
})

test('one that failed is asked for again, too, only not as soon', () => {
  expect(askAgainMs(500, true)).toBe(3_000)
  expect(askAgainMs(8_000, true)).toBe(8_000)
})

test('what is settled stays so', () => {
  expect(askAgainMs(false, false)).toBe(false)
  expect(askAgainMs(false, true)).toBe(false)
})
