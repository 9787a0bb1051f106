import { expect, test } from 'vitest'
import { findBaseDictionary } from './base/baseDictionaries.ts'
import { createValidator } from './createValidator.ts'
import { createDictionary } from './fixtures/createDictionary.ts'
import { fuseDataSets } from './fuseDataSets.ts'

const driving = findBaseDictionary('driving')!
const weather = findBaseDictionary('weather-road')!
const at = (time: number, latitude: number, more: object) => ({
  time,
  'Vehicle.CurrentLocation.Latitude': latitude,
  'Vehicle.CurrentLocation.Longitude': 11.55,
  vehicle: 'car',
  ...more,
})
const drive = {
  dataSet: '0xdrive',
  dictionary: driving,
  records: [
    at(1_000, 48.11, { 'Vehicle.Speed': 50, 'Vehicle.IsMoving': false, 'Qood.Trip.Id': 'a' }),
    at(9_000, 48.12, { 'Vehicle.Speed': 70, 'Vehicle.IsMoving': true, 'Qood.Trip.Id': 'b' }),
    at(11_000, 48.11, { 'Vehicle.Speed': 90 }),
    at(12_000, 49.5, { 'Vehicle.Speed': 10 }),
    { 'Vehicle.Speed': 10 },
  ],
}
const sky = {
  dataSet: '0xsky',
  dictionary: weather,
  records: [
    at(5_000, 48.15, { 'Vehicle.Exterior.AirTemperature': 4, 'Qood.Weather.Condition': 'RAIN' }),
    at(12_000, 48.19, { 'Vehicle.Exterior.AirTemperature': 6, 'Qood.Weather.Condition': 'SNOW' }),
  ],
}
const options = { id: 'wet-drives', title: 'Wet drives', windowMs: 10_000, cellDegrees: 0.1 }

test('joins on time windows and place cells, and names the sources of each record', () => {
  const { records, report, sources } = fuseDataSets([drive, sky], options)
  expect(records).toEqual([
    {
      time: 0,
      'Vehicle.CurrentLocation.Latitude': 48.15,
      'Vehicle.CurrentLocation.Longitude': 11.55,
      'Qood.Fusion.Cell': '48.15,11.55',
      'Qood.Fusion.Records': 3,
      'Qood.Fusion.Sources': ['0xdrive', '0xsky'],
      'Vehicle.Speed': 60,
      'Vehicle.IsMoving': true,
      'Qood.Trip.Id': 'b',
      'Vehicle.Exterior.AirTemperature': 4,
      'Qood.Weather.Condition': 'RAIN',
    },
    expect.objectContaining({ time: 10_000, 'Vehicle.Speed': 90, 'Qood.Weather.Condition': 'SNOW' }),
  ])
  expect(report.sources).toEqual([
    { dataSet: '0xdrive', records: 5, unplaced: 1, used: 3 },
    { dataSet: '0xsky', records: 2, unplaced: 0, used: 2 },
  ])
  expect(sources).toEqual(['0xdrive', '0xsky'])
})

test('gives data that its own dictionary finds good', () => {
  const { dictionary, records } = fuseDataSets([drive, sky], { ...options, join: 'outer', byVehicle: true })
  const validator = createValidator(dictionary)
  for (const record of records) validator.addRecord(record)
  expect(validator.finish()).toMatchObject({ isValid: true, records: 3 })
})

test('gives the same whichever source comes first', () => {
  const [one, other] = [fuseDataSets([drive, sky], options), fuseDataSets([sky, drive], options)]
  const without = (records: Record<string, unknown>[]) => records.map(({ 'Qood.Fusion.Sources': _, ...rest }) => rest)
  expect(without(other.records)).toEqual(without(one.records))
})

test('keeps apart what has one name and two meanings, and stays as strict as the stricter source', () => {
  const miles = createDictionary({ id: 'miles' }, [{ path: 'X', unit: 'km', class: 'maker' }])
  const other = createDictionary({ id: 'other' }, [{ path: 'X', unit: 'km', privacy: 'private' }])
  const speed = {
    ...other,
    fields: other.fields.map((field) => (field.path === 'Vehicle.Speed' ? { ...field, unit: 'm/s' } : field)),
  }
  const set = (dictionary: typeof miles) => ({
    dataSet: dictionary.id,
    dictionary,
    records: [{ time: 0, X: 1, 'Vehicle.Speed': 5 }],
  })
  const { report, records, dictionary } = fuseDataSets([set(miles), set(speed)], {
    id: 'both',
    title: 'Both',
    windowMs: 1,
  })
  expect(report.renamed).toEqual([{ dataSet: 'other', path: 'Vehicle.Speed', as: 'Qood.Source2.Vehicle.Speed' }])
  expect(records[0]).toMatchObject({ X: 1, 'Vehicle.Speed': 5, 'Qood.Source2.Vehicle.Speed': 5 })
  expect(dictionary.fields.find(({ path }) => path === 'X')).toMatchObject({ class: 'disputed', privacy: 'private' })
})

test.each([
  [[drive], options],
  [[drive, sky], { ...options, windowMs: 0 }],
  [[drive, sky], { ...options, cellDegrees: -1 }],
  [[drive, { ...sky, dictionary: createDictionary({ common: {} }) }], options],
])('refuses by name what cannot be joined', (sources, wrong) => {
  expect(() => fuseDataSets(sources, wrong)).toThrow(expect.objectContaining({ name: 'Dictionary.FusionError' }))
})
