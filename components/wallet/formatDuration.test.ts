import { expect, test } from 'vitest'
import { formatDuration } from './formatDuration.ts'

test('a span is told in the largest unit that fits, never too short', () => {
  expect(formatDuration(0, 'en')).toBe('0 seconds')
  expect(formatDuration(59, 'en')).toBe('59 seconds')
  expect(formatDuration(61, 'en')).toBe('2 minutes')
  expect(formatDuration(7200, 'en')).toBe('2 hours')
  expect(formatDuration(90_000, 'zh')).toBe('2天')
})
