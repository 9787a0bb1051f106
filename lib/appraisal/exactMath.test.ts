import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exactExp, exactLn } from './exactMath.ts'

test('known values to the last bits that matter', () => {
  expect(exactExp(0)).toBe(1)
  expect(exactExp(1)).toBeCloseTo(Math.E, 14)
  expect(exactExp(-2.5)).toBeCloseTo(0.0820849986238988, 15)
  expect(exactLn(1)).toBe(0)
  expect(exactLn(10)).toBeCloseTo(Math.LN10, 14)
  expect(exactLn(0.001)).toBeCloseTo(-6.907755278982137, 13)
})

test('stays within a few parts in 10^14 of the engine', () => {
  fc.assert(
    fc.property(fc.double({ min: -40, max: 40, noNaN: true }), (x) => {
      expect(Math.abs(exactExp(x) / Math.exp(x) - 1)).toBeLessThan(1e-13)
      expect(Math.abs(exactLn(exactExp(x)) - x)).toBeLessThan(1e-12)
    }),
  )
})

test('rises with its argument', () => {
  const argument = fc.double({ min: -40, max: 40, noNaN: true })
  fc.assert(
    fc.property(argument, argument, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a]
      if (high - low < 1e-9) return
      expect(exactExp(low)).toBeLessThan(exactExp(high))
    }),
  )
})
