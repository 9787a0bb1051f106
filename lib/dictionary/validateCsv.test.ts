import { expect, test } from 'vitest'
import { createDictionary } from './fixtures/createDictionary.ts'
import { validateCsv } from './validateCsv.ts'

const dictionary = createDictionary({}, [
  { path: 'On', type: 'boolean' },
  { path: 'Codes', type: 'string[]' },
  { path: 'Temp', mappings: [{ standard: 'CSV', ref: 'Temperature (C)' }] },
])

test('reads cells as the types of their fields, by path or by the name of the column', () => {
  const table = 'time,Vehicle.Speed,On,Codes,Temperature (C)\n1,50.5,TRUE,"[""P1""]",-4\n2,,false,,\n'
  expect(validateCsv(dictionary, table)).toMatchObject({ isValid: true, records: 2 })
})

test('points at the row, the column and the rule', () => {
  const { examples } = validateCsv(dictionary, 'time,Vehicle.Speed,Colour\n1,fast,\n2,900,red\n')
  expect(examples).toMatchObject([
    { record: 1, path: 'Vehicle.Speed', rule: 'type', found: '"fast"' },
    { record: 2, path: 'Vehicle.Speed', rule: 'range', found: '900' },
    { record: 2, path: 'Colour', rule: 'unknownField' },
  ])
})
