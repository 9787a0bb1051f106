import type { CatalogueModel } from '../../lib/appraisal/modelCatalogue.ts'
import type { NewPrice } from '../../lib/appraisal/readOracle.ts'
import type { LifeRecord, VehicleEvidence } from '../../lib/appraisal/VehicleEvidence.ts'
import { yearSeconds } from '../../lib/appraisal/valuationFeatures.ts'

/** What somebody tells about a car that the chain does not know. */
export type Stated = {
  model: CatalogueModel
  /** As in 2022-05. */
  firstMonth: string
  odometerKm: number
  owners: number
  services: number
  damage: 'none' | 'light' | 'medium' | 'heavy'
  codes: readonly string[]
}

/** Returns the evidence that the words of an owner make; nothing of it is proved but the price of the new car. */
export function statedEvidence(stated: Stated, price: NewPrice, nowSeconds: number): VehicleEvidence {
  const { model, firstMonth, owners, services, damage } = stated
  const firstRegisteredAt = Math.min(nowSeconds, Math.floor(Date.parse(`${firstMonth}-15T00:00:00Z`) / 1_000))
  const years = (nowSeconds - firstRegisteredAt) / yearSeconds
  const spread = (kind: LifeRecord['kind'], count: number): LifeRecord[] =>
    Array.from({ length: count }, (_, index) => ({
      kind,
      at: Math.floor(firstRegisteredAt + ((index + 1) / count) * years * yearSeconds),
    }))
  const accident: LifeRecord[] = damage === 'none' ? [] : [{ kind: 'accident', at: nowSeconds, severity: damage }]
  return {
    asOf: nowSeconds,
    segment: model.segment,
    fuel: model.fuel,
    firstRegisteredAt,
    odometerKm: stated.odometerKm,
    newPriceUsd: Math.round(price.now ?? model.newPriceUsd),
    newPriceSource: price.now === undefined ? 'catalogue' : 'oracle',
    ...(price.atBase !== undefined && { newPriceUsdAtBase: Math.round(price.atBase) }),
    records: [
      { kind: 'assembly', at: firstRegisteredAt },
      ...spread('service', services),
      ...spread('transfer', Math.max(0, owners - 1)),
      ...accident,
    ],
    isStated: true,
    odometerRegressions: 0,
    ...(stated.codes.length > 0 && { obd: { at: nowSeconds, storedCodes: [...stated.codes], permanentCodes: [] } }),
    sales: [],
  }
}
