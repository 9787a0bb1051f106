import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convertUnit, createUnitConverter } from './convertUnit.ts'
import { findUnit, units } from './units.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

test.each([
  [36, 'km/h', 'm/s', 10, true],
  [1, 'mi', 'km', 1.609344, true],
  [60, 'mph', 'km/h', 96.56064, true],
  [0, 'Celsius', 'K', 273.15, true],
  [212, 'Fahrenheit', 'Celsius', 100, true],
  [-40, 'Fahrenheit', 'Celsius', -40, true],
  [0.1, 'km', 'm', 100, true],
  [3000, 'rpm', 'Hz', 50, true],
  [1, 'gal', 'l', 3.785411784, true],
  [1, 'kWh', 'J', 3_600_000, true],
  [1764300000000, 'unix-ms', 'unix-time', 1764300000, true],
  [50, 'percent', 'ratio', 0.5, true],
  [5, 'l/100km', 'km/l', 20, true],
  [25, 'km/l', 'l/100km', 4, true],
  [1, 'km/h', 'm/s', 0.2777777777777778, false],
  [1, 'm', 'mi', 0.0006213711922373339, false],
  [180, 'degrees', 'rad', Math.PI, false],
] as const)('%d %s in %s is %d, exactly: %s', (value, from, to, expected, isExact) => {
  const result = convertUnit(value, from, to)
  expect(result.value).toBeCloseTo(expected, 12)
  expect(result.isExact).toBe(isExact)
  if (isExact) expect(result.value).toBe(expected)
})

test('takes other spellings of a unit for the same', () => {
  expect(findUnit('celsius')).toBe(findUnit('Celsius'))
  expect(convertUnit(12.3, 'celsius', 'Celsius')).toEqual({ value: 12.3, isExact: true })
})

test('refuses units that do not measure the same, and unknown ones', () => {
  expect(() => createUnitConverter('km', 'km/h')).toThrow(
    expect.objectContaining({ name: 'Dictionary.IncompatibleUnitsError' }),
  )
  expect(() => createUnitConverter('km', 'parsec')).toThrow(
    expect.objectContaining({ name: 'Dictionary.UnknownUnitError' }),
  )
  expect(() => convertUnit(Number.NaN, 'km', 'm')).toThrow(
    expect.objectContaining({ name: 'Dictionary.NotANumberError' }),
  )
})

test('comes back where nothing was lost, and near where something was', () => {
  const pairs = units.flatMap((a) =>
    units.filter((b) => b.dimension === a.dimension).map((b) => [a.symbol, b.symbol] as const),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...pairs),
      fc.integer({ min: 1, max: 10 ** 9 }),
      fc.integer({ min: 0, max: 4 }),
      ([a, b], n, places) => {
        const value = n / 10 ** places
        const there = convertUnit(value, a, b)
        const back = convertUnit(there.value, b, a)
        if (there.isExact && back.isExact) expect(back.value).toBe(value)
        expect(Math.abs(back.value - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)) * 1e3)
        expect(createUnitConverter(a, b).convert(value)).toBeCloseTo(
          there.value,
          5 - Math.ceil(Math.log10(Math.abs(there.value) + 1)),
        )
      },
    ),
    { numRuns: numRuns * 5 },
  )
})

test('names each unit once', () => {
  const spellings = units.flatMap(({ symbol, also = [] }) => [symbol, ...also])
  expect(new Set(spellings).size).toBe(spellings.length)
})
