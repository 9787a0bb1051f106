import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LifeRecord, VehicleEvidence } from './VehicleEvidence.ts'
import { recordKinds } from './VehicleEvidence.ts'
import { yearSeconds } from './valuationFeatures.ts'
import { valuationModel } from './valuationModel.ts'
import { type Valuation, valueVehicle } from './valueVehicle.ts'

const asOf = 1_795_000_000
const plain: VehicleEvidence = {
  asOf,
  segment: 'compact',
  fuel: 'petrol',
  firstRegisteredAt: asOf - 4 * yearSeconds,
  odometerKm: 52_000,
  newPriceUsd: 25_600,
  newPriceSource: 'oracle',
  records: [
    { kind: 'assembly', at: asOf - 4 * yearSeconds },
    { kind: 'service', at: asOf - 3 * yearSeconds, odometerKm: 13_000 },
    { kind: 'service', at: asOf - 2 * yearSeconds, odometerKm: 26_000 },
    { kind: 'service', at: asOf - yearSeconds, odometerKm: 39_000 },
    { kind: 'service', at: asOf - 1_000, odometerKm: 52_000 },
  ],
  odometerRegressions: 0,
  obd: { at: asOf - 86_400, odometerKm: 52_000, storedCodes: [], permanentCodes: [], incompleteMonitors: 0 },
  sales: [],
}
const value = (change: Partial<VehicleEvidence> = {}): Valuation =>
  valueVehicle({ ...plain, ...change }, valuationModel)

test('a well-kept car of four years is worth about two thirds of new, and the bars add up to it', () => {
  const { valueUsd, lowUsd, highUsd, steps, doubts, confidence } = value()
  expect(valueUsd / plain.newPriceUsd).toBeCloseTo(0.66, 1)
  expect(lowUsd).toBeLessThan(valueUsd)
  expect(highUsd).toBeGreaterThan(valueUsd)
  expect(plain.newPriceUsd + steps.reduce((sum, { amountUsd }) => sum + amountUsd, 0)).toBe(valueUsd)
  expect([doubts, confidence]).toEqual([[], 'high'])
})

test('gives the same figures to the last dollar on every engine', () => {
  const { valueUsd, lowUsd, highUsd } = value({ records: [{ kind: 'accident', at: asOf - 9_000, severity: 'heavy' }] })
  expect({ valueUsd, lowUsd, highUsd }).toMatchInlineSnapshot(`
    {
      "highUsd": 15184,
      "lowUsd": 11942,
      "valueUsd": 13486,
    }
  `)
})

test('a fall of the new price by a tenth lowers the value by a tenth', () => {
  expect(value({ newPriceUsd: 23_040 }).valueUsd / value().valueUsd).toBeCloseTo(0.9, 4)
})

test('sales of the same model pull the value towards them, more of them more', () => {
  const sale = { at: asOf - 86_400, priceUsd: 14_000, newPriceUsdThen: 25_600, ageYears: 4, odometerKm: 52_000 }
  const [none, one, many] = [[], [sale], Array(20).fill(sale)].map((sales) => value({ sales }))
  expect(one!.valueUsd).toBeLessThan(none!.valueUsd)
  expect(many!.valueUsd).toBeLessThan(one!.valueUsd)
  expect(many!.valueUsd).toBeGreaterThan(14_000)
  expect(many!.highUsd - many!.lowUsd).toBeLessThan(none!.highUsd - none!.lowUsd)
  expect(many!.steps.find(({ id }) => id === 'market')).toMatchObject({ facts: { sales: 20 } })
})

test('a sale after the day of the valuation does not count', () => {
  const sale = { at: asOf + 1, priceUsd: 1_000, newPriceUsdThen: 25_600, ageYears: 4, odometerKm: 52_000 }
  expect(value({ sales: [sale] })).toEqual(value())
})

test('what is not known widens the range and is named', () => {
  const { odometerKm: _, obd: __, ...blind } = plain
  const bare = valueVehicle({ ...blind, records: [], newPriceSource: 'catalogue' }, valuationModel)
  expect(bare.doubts).toEqual(['noOdometer', 'noRecords', 'noObd', 'cataloguePrice'])
  expect(bare.confidence).toBe('low')
  expect(bare.highUsd - bare.lowUsd).toBeGreaterThan(1.8 * (value().highUsd - value().lowUsd))
})

test('signs of tampering are named and cost', () => {
  const cleared = value({ obd: { ...plain.obd!, incompleteMonitors: 4, kmSinceCleared: 12 } })
  expect(cleared.doubts).toEqual(['recentlyCleared'])
  const hours = value({ obd: { ...plain.obd!, engineHours: 9_000 } })
  expect(hours.doubts).toEqual(['implausibleHours'])
  const conflict = value({ obd: { ...plain.obd!, odometerKm: 30_000 } })
  expect(conflict.doubts).toEqual(['odometerConflict'])
  const regression = value({ odometerRegressions: 1 })
  expect(regression.doubts).toEqual(['odometerRegression'])
  for (const { valueUsd } of [cleared, hours, regression]) expect(valueUsd).toBeLessThan(value().valueUsd)
  expect(conflict.valueUsd).toBe(value().valueUsd)
})

test('evidence of another form is refused, naming the place', () => {
  const wrong = { ...plain, odometerKm: -1 }
  expect(() => valueVehicle(wrong, valuationModel)).toThrow(
    expect.objectContaining({ name: 'Appraisal.InvalidEvidenceError', message: expect.stringContaining('odometerKm') }),
  )
  expect(() => valueVehicle({ ...plain, colour: 'red' } as VehicleEvidence, valuationModel)).toThrow('colour')
})

const seconds = fc.integer({ min: 0, max: 20 * yearSeconds })
const record: fc.Arbitrary<LifeRecord> = fc.record(
  {
    kind: fc.constantFrom(...recordKinds),
    at: seconds.map((ago) => asOf - ago),
    odometerKm: fc.integer({ min: 0, max: 400_000 }),
  },
  { requiredKeys: ['kind', 'at'] },
)
const codes = fc.uniqueArray(fc.constantFrom('P0300', 'P0420', 'B1000', 'C0035', 'U0100'))
const evidence: fc.Arbitrary<VehicleEvidence> = fc.record({
  asOf: fc.constant(asOf),
  segment: fc.constantFrom('small', 'compact', 'mid', 'large', 'suv', 'van'),
  fuel: fc.constantFrom('petrol', 'diesel', 'hybrid', 'electric'),
  firstRegisteredAt: seconds.map((ago) => asOf - ago),
  odometerKm: fc.integer({ min: 0, max: 500_000 }),
  newPriceUsd: fc.integer({ min: 5_000, max: 200_000 }),
  newPriceSource: fc.constantFrom('oracle', 'catalogue'),
  records: fc.array(record, { maxLength: 8 }),
  odometerRegressions: fc.integer({ min: 0, max: 3 }),
  obd: fc.record({ at: seconds.map((ago) => asOf - ago), storedCodes: codes, permanentCodes: codes }),
  sales: fc.array(
    fc.record({
      at: seconds.map((ago) => asOf - ago),
      priceUsd: fc.integer({ min: 500, max: 100_000 }),
      newPriceUsdThen: fc.integer({ min: 5_000, max: 200_000 }),
      ageYears: fc.integer({ min: 0, max: 20 }),
      odometerKm: fc.integer({ min: 0, max: 400_000 }),
    }),
    { maxLength: 5 },
  ),
})
const worthOf = (car: VehicleEvidence) => valueVehicle(car, valuationModel).valueUsd

test('more distance never raises the value', () => {
  fc.assert(
    fc.property(evidence, fc.integer({ min: 0, max: 300_000 }), (car, more) => {
      expect(worthOf({ ...car, odometerKm: car.odometerKm! + more })).toBeLessThanOrEqual(worthOf(car))
    }),
  )
})

test('a record of damage never raises the value', () => {
  const severity = fc.constantFrom<LifeRecord['severity']>('light', 'medium', 'heavy', undefined)
  fc.assert(
    fc.property(evidence, record, severity, (car, { at, odometerKm }, severity) => {
      const accident = { kind: 'accident' as const, at, odometerKm, severity }
      expect(worthOf({ ...car, records: [...car.records, accident] })).toBeLessThanOrEqual(worthOf(car))
    }),
  )
})

test('a trouble code, a regression and a lower new price never raise the value', () => {
  fc.assert(
    fc.property(evidence, (car) => {
      const worse: Partial<VehicleEvidence>[] = [
        { obd: { ...car.obd!, storedCodes: [...car.obd!.storedCodes, 'P0171'] } },
        { obd: { ...car.obd!, permanentCodes: [...car.obd!.permanentCodes, 'P0171'] } },
        { odometerRegressions: car.odometerRegressions + 1 },
        { newPriceUsd: Math.ceil(car.newPriceUsd * 0.9) },
      ]
      for (const change of worse) expect(worthOf({ ...car, ...change })).toBeLessThanOrEqual(worthOf(car))
    }),
  )
})

test('the range holds the value and the bars add up, whatever the car', () => {
  fc.assert(
    fc.property(evidence, (car) => {
      const { valueUsd, lowUsd, highUsd, steps } = valueVehicle(car, valuationModel)
      expect(lowUsd).toBeLessThanOrEqual(valueUsd)
      expect(highUsd).toBeGreaterThanOrEqual(valueUsd)
      expect(car.newPriceUsd + steps.reduce((sum, { amountUsd }) => sum + amountUsd, 0)).toBe(valueUsd)
    }),
  )
})
