import type { ValuationModel } from './valueVehicle.ts'

/** Written by network/tools/fitValuation.ts from simulated sales; docs/valuation.md has its errors. */
export const valuationModel: ValuationModel = {
  version: 'simulated-1',
  coefficients: {
    firstYear: 0.164842,
    'early.small': 0.097253,
    'early.compact': 0.081842,
    'early.mid': 0.106109,
    'early.large': 0.155223,
    'early.suv': 0.106215,
    'early.van': 0.147718,
    middle: 0.083681,
    late: 0.053966,
    electricYears: 0.015717,
    underDistance: 0.011101,
    overDistance: 0.011568,
    lightDamage: 0.021322,
    mediumDamage: 0.093375,
    heavyDamage: 0.227097,
    owners: 0.012087,
    missedServices: 0.016523,
    engineCodes: 0.03413,
    otherCodes: 0.012999,
    permanentCodes: 0.046681,
    recentlyCleared: 0.063538,
    batteryLoss: 0.043013,
    implausibleHours: 0.064851,
    regressions: 0.107248,
  },
  error: { low: -0.1162, high: 0.1131 },
}
