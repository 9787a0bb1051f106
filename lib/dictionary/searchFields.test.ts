import { expect, test } from 'vitest'
import { findBaseDictionary } from './base/baseDictionaries.ts'
import { createFieldSearch } from './searchFields.ts'

const driving = findBaseDictionary('driving')!
const search = createFieldSearch(driving)
const find = (query: string) => search.find(query, 3).map((index) => driving.fields[index]!.path)

test.each([
  ['speed', 'Vehicle.Speed'],
  ['engine speed', 'Vehicle.Powertrain.CombustionEngine.Speed'],
  ['车速', 'Vehicle.Speed'],
  ['010c', 'Vehicle.Powertrain.CombustionEngine.Speed'],
  ['coolant', 'Vehicle.Powertrain.CombustionEngine.ECT'],
  ['Ｓｐｅｅｄ', 'Vehicle.Speed'],
  ['lateral m/s²', 'Vehicle.Acceleration.Lateral'],
  ['lateral m/s^2', 'Vehicle.Acceleration.Lateral'],
])('%s finds %s first', (query, path) => {
  expect(find(query)[0]).toBe(path)
})

test('finds nothing where one word is missing, and everything without words', () => {
  expect(find('speed zebra')).toEqual([])
  expect(search.find(' ')).toHaveLength(driving.fields.length)
})
