import { expect, test } from 'vitest'
import { drivingDictionary } from '../../../lib/dictionary/base/drivingDictionary.ts'
import { createValidator } from '../../../lib/dictionary/createValidator.ts'
import { driveTrip } from './driveTrip.ts'

const trip = (seed: number, isElectric = false) =>
  driveTrip({
    ...{ seed, isElectric, startMs: 1_700_000_000_000, seconds: 900, odometerKm: 100 },
    origin: { latitude: 22.54, longitude: 114.06 },
  })

test('the same seed drives the same trip, another one another', () => {
  expect(trip(1)).toEqual(trip(1))
  expect(trip(1)).not.toEqual(trip(2))
})

test('speed, distance and position tell the same story', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const records = trip(seed)
    const [first, last] = [records[0]!, records.at(-1)!]
    const driven = records.reduce((sum, record) => sum + Number(record['Vehicle.Speed']) / 3_600, 0)
    const odometer = Number(last['Vehicle.TraveledDistance']) - 100
    expect(Math.abs(driven - odometer)).toBeLessThan(0.1)
    const north =
      (Number(last['Vehicle.CurrentLocation.Latitude']) - Number(first['Vehicle.CurrentLocation.Latitude'])) * 111.2
    expect(Math.abs(north)).toBeLessThanOrEqual(odometer + 0.1)
    for (const record of records) {
      expect(record['Vehicle.Speed']).toBeGreaterThanOrEqual(0)
      expect(record['Vehicle.Speed']).toBeLessThan(140)
      expect(Math.abs(Number(record['Vehicle.Acceleration.Longitudinal']))).toBeLessThan(8)
    }
    expect(Number(last['Vehicle.Speed'])).toBeLessThan(5)
  }
})

test('an electric car has no engine speed, and no car has both', () => {
  expect(trip(1, true)[9]).not.toHaveProperty(['Vehicle.Powertrain.CombustionEngine.Speed'])
  expect(trip(1)[9]).not.toHaveProperty(['Vehicle.Powertrain.ElectricMotor.Power'])
})

test('the records are good by the dictionary that they name', () => {
  for (const isElectric of [false, true]) {
    const validator = createValidator(drivingDictionary)
    for (const record of trip(1, isElectric)) validator.addRecord(record)
    expect(validator.finish()).toMatchObject({ isValid: true, records: 900 })
  }
})
