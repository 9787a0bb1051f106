import { exactExp } from '../../lib/appraisal/exactMath.ts'
import { type CatalogueModel, modelCatalogue } from '../../lib/appraisal/modelCatalogue.ts'
import type { LifeRecord, VehicleEvidence } from '../../lib/appraisal/VehicleEvidence.ts'
import { expectedDistanceKm, yearSeconds } from '../../lib/appraisal/valuationFeatures.ts'

export type Sale = { evidence: VehicleEvidence; priceUsd: number }

/**
 * Returns simulated used-car sales: the same list for the same seed. The market behind them is not of the model's form:
 * the value decays by a curve that flattens, distance counts by its share of a life, damage by the car's value, models
 * differ in ways that no feature tells, and buyers err with heavy tails. Yearly losses lie in the published range of 7 to
 * 15 %, the first year's above it.
 */
export function simulateSales({ count, seed }: { count: number; seed: number }): Sale[] {
  const random = createRandom(seed)
  const character = new Map(modelCatalogue.map((model) => [model.id, 0.05 * normal(random)]))
  return Array.from({ length: count }, () => {
    const model = modelCatalogue[Math.floor(random() * modelCatalogue.length)]!
    return simulateSale(model, character.get(model.id)!, random)
  })
}

function simulateSale(model: CatalogueModel, character: number, random: () => number): Sale {
  const years = 0.3 + 13 * random() * (0.4 + 0.6 * random())
  const eagerness = exactExp(0.35 * normal(random))
  const odometerKm = Math.round(Math.max(300, expectedDistanceKm(model.segment, model.fuel, years) * eagerness))
  const asOf = 1_795_000_000
  const firstRegisteredAt = Math.round(asOf - years * yearSeconds)
  const accidents = random() < 1 - exactExp(-0.035 * years) ? 1 + (random() < 0.1 ? 1 : 0) : 0
  const owners = Math.floor(years / 4.5 + random())
  const services = Math.round(Math.floor(years) * Math.min(1, 0.55 + 0.6 * random()))
  const faulty = random() < 0.05 + 0.012 * years
  const clears = faulty && random() < 0.2
  const codes = faulty && !clears ? 1 + Math.floor(3 * random()) : 0
  const bodyCodes = random() < 0.1 ? 1 + Math.floor(2 * random()) : 0
  const permanent = faulty && random() < 0.5 ? 1 : 0
  const batteryHealth = model.fuel === 'electric' ? Math.max(0.6, 1 - 0.022 * years - 0.03 * random()) : undefined
  const regressions = random() < 0.02 ? 1 : 0
  const records = drawRecords({ asOf, firstRegisteredAt, accidents, owners, services }, random)
  const tooManyHours = random() < 0.02
  const engineHours = odometerKm / (tooManyHours ? 14 : 30 + 15 * random())

  const flattening = 0.16 + 0.115 * (years - 1) - 0.0034 * (years - 1) * (years - 1)
  const large = { small: -0.012, compact: -0.004, mid: 0.004, large: 0.022, suv: -0.002, van: 0.006 }[model.segment]
  const electric = model.fuel === 'electric' ? 0.016 * Math.min(years, 8) : 0
  const age = years < 1 ? 0.16 * years : flattening
  const wear = 0.3 * (odometerKm / 260_000 - expectedDistanceKm(model.segment, model.fuel, years) / 260_000)
  const hurt = records.reduce(
    (sum, { kind, severity }) => sum + (kind === 'accident' ? damage[severity ?? 'medium'] : 0),
    0,
  )
  const unkempt = 0.018 * Math.max(0, Math.floor(years) - services)
  const failing = 0.035 * codes + 0.012 * bodyCodes + 0.05 * permanent + (clears ? 0.06 : 0)
  const battery = batteryHealth === undefined ? 0 : 0.55 * (1 - batteryHealth)
  const doubt = 0.11 * regressions + (tooManyHours ? 0.07 : 0)
  const noise = 0.075 * normal(random) * (random() < 0.08 ? 2.5 : 1)
  const ln = -(age + large * years + electric + wear + hurt + 0.012 * owners + unkempt + failing + battery + doubt)
  const evidence: VehicleEvidence = {
    asOf,
    segment: model.segment,
    fuel: model.fuel,
    firstRegisteredAt,
    odometerKm,
    newPriceUsd: model.newPriceUsd,
    newPriceSource: 'oracle',
    records,
    odometerRegressions: regressions,
    obd: {
      at: asOf - 86_400,
      odometerKm,
      storedCodes: [
        ...Array.from({ length: codes }, (_, index) => `P030${index}`),
        ...Array.from({ length: bodyCodes }, (_, index) => `B100${index}`),
      ],
      permanentCodes: Array.from({ length: permanent }, (_, index) => `P042${index}`),
      kmSinceCleared: clears ? 20 : 9_000,
      incompleteMonitors: clears ? 4 : 0,
      engineHours,
      ...(batteryHealth !== undefined && { batteryHealth }),
    },
    sales: [],
  }
  return { evidence, priceUsd: Math.max(200, Math.round(model.newPriceUsd * exactExp(ln + character + noise))) }
}

const damage = { light: 0.025, medium: 0.08, heavy: 0.22 }

function drawRecords(
  life: { asOf: number; firstRegisteredAt: number; accidents: number; owners: number; services: number },
  random: () => number,
): LifeRecord[] {
  const { asOf, firstRegisteredAt } = life
  const moment = () => Math.round(firstRegisteredAt + random() * (asOf - firstRegisteredAt))
  const severity = () => (['light', 'medium', 'heavy'] as const)[Math.min(2, Math.floor(random() * random() * 4))]!
  return [
    { kind: 'assembly', at: firstRegisteredAt },
    ...Array.from({ length: life.services }, (): LifeRecord => ({ kind: 'service', at: moment() })),
    ...Array.from({ length: life.owners }, (): LifeRecord => ({ kind: 'transfer', at: moment() })),
    ...Array.from(
      { length: life.accidents },
      (): LifeRecord => ({ kind: 'accident', at: moment(), severity: severity() }),
    ),
  ]
}

/** Twelve uniform numbers make a normal one without any function that engines compute differently. */
function normal(random: () => number): number {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += random()
  return sum
}

/** Mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
