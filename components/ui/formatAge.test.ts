import { expect, test } from 'vitest'
import { formatAge } from './formatAge.ts'

test('an age is told in the largest unit that fits', () => {
  expect(formatAge(900, 'en')).toBe('1 sec. ago')
  expect(formatAge(59_000, 'en')).toBe('59 sec. ago')
  expect(formatAge(61_000, 'en')).toBe('1 min. ago')
  expect(formatAge(7_200_000, 'en')).toBe('2 hr. ago')
  expect(formatAge(172_800_000, 'zh')).toBe('2天前')
})

test('a clock that runs behind shows no negative age', () => {
  expect(formatAge(-5_000, 'en')).toBe('0 sec. ago')
})

test.each(['en', 'zh'] as const)('says in %s what the library of the language says', (locale) => {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' })
  for (const [unit, ms] of [
    ['second', 1_000],
    ['minute', 60_000],
    ['hour', 3_600_000],
    ['day', 86_400_000],
  ] as const) {
    const counts = unit === 'day' ? [1, 2, 3, 400] : unit === 'hour' ? [1, 2, 23] : [1, 2, 59]
    for (const count of counts) expect(formatAge(count * ms, locale)).toBe(format.format(-count, unit))
  }
})
