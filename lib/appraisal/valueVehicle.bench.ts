import { bench, describe } from 'vitest'
import type { VehicleEvidence } from './VehicleEvidence.ts'
import { valuationModel } from './valuationModel.ts'
import { valueVehicle } from './valueVehicle.ts'

/* A valuation in a worker has 50 ms; the cost grows with records and sales. */
const asOf = 1_795_000_000
const car = (size: number): VehicleEvidence => ({
  asOf,
  segment: 'suv',
  fuel: 'diesel',
  firstRegisteredAt: asOf - 200_000_000,
  odometerKm: 120_000,
  newPriceUsd: 35_900,
  newPriceSource: 'oracle',
  records: Array.from({ length: size }, (_, index) => ({ kind: 'service', at: asOf - index * 1_000 })),
  odometerRegressions: 0,
  sales: Array.from({ length: Math.min(size, 1_000) }, (_, index) => ({
    at: asOf - index * 9_000,
    priceUsd: 20_000 + index,
    newPriceUsdThen: 35_900,
    ageYears: 6,
    odometerKm: 100_000,
  })),
})

describe.each([10, 100, 1_000])('%i records and sales', (size) => {
  const evidence = car(size)
  bench('valueVehicle', () => void valueVehicle(evidence, valuationModel))
})
