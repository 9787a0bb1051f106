import { expect, test } from 'vitest'
import { formatUnit } from './formatUnit.ts'
import { findUnit, units } from './units.ts'

test.each([
  ['m/s^2', 'm/s²'],
  ['cm^3', 'cm³'],
  ['kg·m^-2', 'kg·m⁻²'],
  ['mol^10/l', 'mol¹⁰/l'],
])('%s reads %s', (symbol, words) => {
  expect(formatUnit(symbol)).toBe(words)
})

test('figures that are no powers stay where they are', () => {
  for (const symbol of ['l/100km', 'g0', 'iso8601', '%', 'm/s²', '']) expect(formatUnit(symbol)).toBe(symbol)
})

test('no unit of the table is read with a caret, and each is told from the others', () => {
  const words = units.map(({ symbol }) => formatUnit(symbol))
  expect(words.filter((word) => word.includes('^'))).toEqual([])
  expect(new Set(words).size).toBe(units.length)
  expect(findUnit('m/s^2')?.symbol).toBe('m/s^2')
})
