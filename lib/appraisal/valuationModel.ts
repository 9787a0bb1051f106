import type { ValuationModel } from './valueVehicle.ts'

/** Written by network/tools/fitValuation.ts from simulated sales; docs/valuation.md has its errors. */
export const valuationModel: ValuationModel = {
  version: 'simulated-1',
  coefficients: {
    firstYear: 0.17406,
    'early.small': 0.085561,
    'early.compact': 0.080431,
    'early.mid': 0.110166,
    'early.large': 0.150855,
    'early.suv': 0.098335,
    'early.van': 0.149003,
    middle: 0.083638,
    late: 0.055383,
    electricYears: 0.022627,
    underDistance: 0.012758,
    overDistance: 0.011472,
    lightDamage: 0.018628,
    mediumDamage: 0.08954,
    heavyDamage: 0.225591,
    owners: 0.013998,
    missedServices: 0.016722,
    engineCodes: 0.032747,
    otherCodes: 0.011286,
    permanentCodes: 0.050131,
    recentlyCleared: 0.058173,
    batteryLoss: 0.007157,
    implausibleHours: 0.07167,
    regressions: 0.102228,
  },
  error: { low: -0.1216, high: 0.1186 },
}
