import { expect, test } from 'vitest'
import { findBaseDictionary } from './base/baseDictionaries.ts'
import { createDictionary } from './fixtures/createDictionary.ts'
import { createRecordMapper, mapDictionaries } from './mapDictionaries.ts'

const old = createDictionary({}, [
  { path: 'Odo', unit: 'mi', mappings: [{ standard: 'J1979', ref: '01A6' }] },
  { path: 'Temp', unit: 'Fahrenheit', mappings: [{ standard: 'dictionary', ref: 'test@2.0.0#Celsius' }] },
  {
    path: 'Rpm',
    type: 'double',
    unit: 'rpm',
    deprecated: { since: '1.0.0', reason: { en: 'Renamed' }, replacedBy: 'time' },
  },
  { path: 'Codes', type: 'string[]' },
  { path: 'Lonely', type: 'boolean' },
  { path: 'At', type: 'string', unit: 'iso8601', mappings: [{ standard: 'CSV', ref: 'at' }] },
])
const next = createDictionary({ version: '2.0.0', common: {} }, [
  { path: 'Odometer', unit: 'km', mappings: [{ standard: 'J1979', ref: '01A6' }] },
  { path: 'Celsius', type: 'int16', unit: 'Celsius' },
  { path: 'Codes', type: 'string[]' },
  { path: 'At', type: 'int64', unit: 'unix-ms' },
  { path: 'Needed', type: 'string', required: true },
])

test('finds what becomes what, and says what is lost', () => {
  const { rules, unmapped, missing } = mapDictionaries(old, next)
  expect(rules.map(({ from, to, via, isExact }) => [from, to, via, isExact])).toEqual([
    ['At', 'At', 'path', true],
    ['Codes', 'Codes', 'path', true],
    ['Odo', 'Odometer', 'mapping', true],
    ['Temp', 'Celsius', 'mapping', false],
    ['Vehicle.Speed', 'Vehicle.Speed', 'path', true],
    ['time', 'time', 'path', true],
  ])
  expect(rules.find(({ from }) => from === 'Temp')?.losses).toEqual(['rounded'])
  expect(unmapped).toEqual(['Rpm', 'Lonely'])
  expect(missing).toEqual(['Needed'])
})

test('does as somebody chose', () => {
  expect(mapDictionaries(old, next, { Temp: 'Odometer' }).rules.find(({ from }) => from === 'Temp')?.to).toBe('Celsius')
  const chosen = mapDictionaries(old, createDictionary({}, [{ path: 'Mine', unit: 'km' }]), { Odo: 'Mine' })
  expect(chosen.rules).toContainEqual(expect.objectContaining({ from: 'Odo', to: 'Mine', via: 'chosen' }))
})

test('converts records and counts what lost something', () => {
  const mapper = createRecordMapper(mapDictionaries(old, next), old, next)
  const record = {
    time: 1,
    Odo: 100,
    Temp: 212,
    Codes: ['P0420'],
    Lonely: true,
    At: '2026-11-28T00:00:00Z',
    'Vehicle.Speed': null,
  }
  expect(mapper.map(record)).toEqual({
    time: 1,
    Odometer: 160.9344,
    Celsius: 100,
    Codes: ['P0420'],
    At: Date.UTC(2026, 10, 28),
  })
  expect(mapper.inexact()).toBe(0)
  expect(mapper.map({ Temp: 70 })).toEqual({ Celsius: 21 })
  expect(mapper.inexact()).toBe(1)
})

test('leads from one base dictionary to another by what they share', () => {
  const { rules } = mapDictionaries(findBaseDictionary('driving')!, findBaseDictionary('vehicle-health')!)
  expect(rules.map(({ from }) => from)).toContain('Vehicle.Powertrain.CombustionEngine.ECT')
})
