import { expect, test } from 'vitest'
import { modelCatalogue } from '../../lib/appraisal/modelCatalogue.ts'
import { valuationModel } from '../../lib/appraisal/valuationModel.ts'
import { valueVehicle } from '../../lib/appraisal/valueVehicle.ts'
import { type Stated, statedEvidence } from './statedEvidence.ts'

const now = Date.UTC(2026, 10, 28) / 1_000
const stated: Stated = {
  model: modelCatalogue[2]!,
  firstMonth: '2021-05',
  odometerKm: 61_000,
  owners: 2,
  services: 5,
  damage: 'none',
  codes: [],
}
const price = { now: 25_000, atBase: 25_600 }

test('what an owner tells becomes evidence that can be valued', () => {
  const evidence = statedEvidence(stated, price, now)
  expect(evidence).toMatchObject({ newPriceUsd: 25_000, newPriceSource: 'oracle', odometerKm: 61_000 })
  expect(evidence.records.map(({ kind }) => kind)).toEqual(['assembly', ...Array(5).fill('service'), 'transfer'])
  const { steps, doubts } = valueVehicle(evidence, valuationModel)
  expect(steps.map(({ id }) => id)).toEqual(['age', 'distance', 'care'])
  expect(doubts).toEqual(['onlyStated', 'noObd'])
})

test('damage and codes cost, and a month that lies ahead counts as now', () => {
  const valued = (change: Partial<Stated>) =>
    valueVehicle(statedEvidence({ ...stated, ...change }, price, now), valuationModel)
  expect(valued({ damage: 'heavy' }).valueUsd).toBeLessThan(valued({}).valueUsd)
  expect(valued({ codes: ['P0300'] }).valueUsd).toBeLessThan(valued({}).valueUsd)
  expect(statedEvidence({ ...stated, firstMonth: '2031-01' }, price, now).firstRegisteredAt).toBe(now)
})

test('without the oracle the price of the catalogue stands in, and is said to', () => {
  const evidence = statedEvidence(stated, { now: undefined, atBase: undefined }, now)
  expect(evidence).toMatchObject({ newPriceUsd: 25_600, newPriceSource: 'catalogue' })
})
