import { BaseError } from '../errors.ts'
import { exactExp, exactLn } from './exactMath.ts'
import { type ComparableSale, type VehicleEvidence, vehicleEvidence } from './VehicleEvidence.ts'
import {
  ageYears,
  type FeatureId,
  hasImplausibleHours,
  knownDistanceKm,
  plainFeatures,
  valuationFeatures,
  wasClearedRecently,
  yearSeconds,
} from './valuationFeatures.ts'

/*
 * What a used car is worth, with its reasons: a log-linear model on the new price, moved by comparable sales. Every step of
 * the arithmetic is fixed to the bit (exactMath), so whoever has the same evidence and model version gets the same figure.
 */

export type ValuationModel = {
  version: string
  coefficients: Readonly<Record<FeatureId, number>>
  /** Between these logarithms lay 80 % of the errors on sales that the fit had not seen. */
  error: { low: number; high: number }
}

export const stepIds = ['age', 'distance', 'damage', 'care', 'engine', 'battery', 'odometer', 'market'] as const
export type StepId = (typeof stepIds)[number]

/** One bar of the waterfall: what a group of reasons adds or takes, in whole dollars, and the facts behind it. */
export type Step = { id: StepId; amountUsd: number; facts: Readonly<Record<string, number>> }

export const doubtIds = [
  'onlyStated',
  'noOdometer',
  'odometerConflict',
  'odometerRegression',
  'noRecords',
  'recordsEnded',
  'noObd',
  'oldObd',
  'recentlyCleared',
  'implausibleHours',
  'cataloguePrice',
  'veryOld',
] as const
/** What is not known, or does not fit together. Each widens the range. */
export type DoubtId = (typeof doubtIds)[number]

export type Valuation = {
  modelVersion: string
  asOf: number
  newPriceUsd: number
  valueUsd: number
  lowUsd: number
  highUsd: number
  confidence: 'high' | 'medium' | 'low'
  steps: readonly Step[]
  doubts: readonly DoubtId[]
}

/** Returns the value of a car with its range and reasons. Throws where the evidence is not of the form. */
export function valueVehicle(evidence: VehicleEvidence, model: ValuationModel): Valuation {
  const known = checkEvidence(evidence)
  const doubts = findDoubts(known)
  const market = marketTerm(known, model)
  const terms = { ...featureTerms(known, model), market: { ln: market.ln, facts: market.facts } }
  const { steps, exactUsd } = drawWaterfall(known.newPriceUsd, terms)
  const widening = doubts.reduce((sum, id) => sum + doubtWeight[id], 1) * market.narrowing
  return {
    modelVersion: model.version,
    asOf: known.asOf,
    newPriceUsd: known.newPriceUsd,
    valueUsd: Math.round(exactUsd),
    lowUsd: Math.round(exactUsd * exactExp(model.error.low * widening)),
    highUsd: Math.round(exactUsd * exactExp(model.error.high * widening)),
    confidence: confidenceOf(doubts),
    steps,
    doubts,
  }
}

type Term = { ln: number; facts: Readonly<Record<string, number>> }

/** Which features make one bar. */
const groups: Readonly<Record<Exclude<StepId, 'market'>, readonly FeatureId[]>> = {
  age: [
    'firstYear',
    'early.small',
    'early.compact',
    'early.mid',
    'early.large',
    'early.suv',
    'early.van',
    'middle',
    'late',
    'electricYears',
  ],
  distance: ['underDistance', 'overDistance'],
  damage: ['lightDamage', 'mediumDamage', 'heavyDamage'],
  care: ['owners', 'missedServices'],
  engine: ['engineCodes', 'otherCodes', 'permanentCodes', 'recentlyCleared', 'implausibleHours'],
  battery: ['batteryLoss'],
  odometer: ['regressions'],
}

function featureTerms(evidence: VehicleEvidence, model: ValuationModel) {
  const features = valuationFeatures(evidence)
  const lnOf = (ids: readonly FeatureId[]) => ids.reduce((sum, id) => sum - features[id] * model.coefficients[id], 0)
  const factsOf = (ids: readonly FeatureId[]) =>
    Object.fromEntries(ids.filter((id) => features[id] !== 0).map((id) => [id, features[id]]))
  const { age, distance, ...rest } = groups
  const drivenKm = knownDistanceKm(evidence)
  const terms = Object.entries(rest).map(([id, ids]) => [id, { ln: lnOf(ids), facts: factsOf(ids) }] as const)
  return {
    age: { ln: lnOf(age), facts: { years: ageYears(evidence) } },
    distance: { ln: lnOf(distance), facts: drivenKm === undefined ? {} : { drivenKm, ...factsOf(distance) } },
    ...(Object.fromEntries(terms) as Record<Exclude<StepId, 'age' | 'distance' | 'market'>, Term>),
  }
}

/** How far sales of the same model lay from what age and distance explain, drawn towards nothing where there are few. */
function marketTerm(evidence: VehicleEvidence, model: ValuationModel): Term & { narrowing: number } {
  const { segment, fuel } = evidence
  let weights = 0
  let sum = 0
  let counted = 0
  for (const sale of evidence.sales) {
    if (sale.at > evidence.asOf) continue
    const features = plainFeatures(segment, fuel, sale.ageYears, sale.odometerKm)
    let expected = 0
    for (const [id, value] of Object.entries(features)) expected -= value * model.coefficients[id as FeatureId]
    const weight = likeness(evidence, sale)
    weights += weight
    sum += weight * (exactLn(sale.priceUsd / sale.newPriceUsdThen) - expected)
    counted += 1
  }
  const ln = Math.max(-marketLimit, Math.min(marketLimit, sum / (weights + priorSales)))
  return { ln, facts: counted > 0 ? { sales: counted } : {}, narrowing: 1 - 0.35 * (weights / (weights + priorSales)) }
}

/** From 1 for a sale today of a car of the same age, towards 0. The distance of the car itself plays no part, so that
    driving more cannot choose dearer company. */
function likeness(evidence: VehicleEvidence, sale: ComparableSale): number {
  const ageGap = (ageYears(evidence) - sale.ageYears) / 2
  const yearsSince = (evidence.asOf - sale.at) / yearSeconds
  return 1 / ((1 + ageGap * ageGap) * (1 + yearsSince))
}

/** The bars add up: each is the difference of two rounded sums. */
function drawWaterfall(newPriceUsd: number, terms: Readonly<Record<StepId, Term>>) {
  let ln = 0
  let before = newPriceUsd
  const steps: Step[] = []
  for (const id of stepIds) {
    const { facts, ...term } = terms[id]
    ln += term.ln
    const after = Math.round(newPriceUsd * exactExp(ln))
    if (term.ln !== 0 || Object.keys(facts).length > 0) steps.push({ id, amountUsd: after - before, facts })
    before = after
  }
  return { steps, exactUsd: newPriceUsd * exactExp(ln) }
}

function findDoubts(evidence: VehicleEvidence): DoubtId[] {
  const { obd, records, odometerKm, asOf } = evidence
  const lastRecordAt = records.reduce((last, { at }) => Math.max(last, at), 0)
  const found: Readonly<Record<DoubtId, boolean>> = {
    onlyStated: evidence.isStated === true,
    noOdometer: knownDistanceKm(evidence) === undefined,
    odometerConflict: obd?.odometerKm !== undefined && odometerKm !== undefined && obd.odometerKm < odometerKm,
    odometerRegression: evidence.odometerRegressions > 0,
    noRecords: records.length === 0,
    recordsEnded: records.length > 0 && asOf - lastRecordAt > 1.5 * yearSeconds,
    noObd: obd === undefined,
    oldObd: obd !== undefined && asOf - obd.at > yearSeconds / 4,
    recentlyCleared: obd !== undefined && wasClearedRecently(obd),
    implausibleHours: obd !== undefined && hasImplausibleHours(obd),
    cataloguePrice: evidence.newPriceSource === 'catalogue',
    veryOld: ageYears(evidence) > 15,
  }
  return doubtIds.filter((id) => found[id])
}

function confidenceOf(doubts: readonly DoubtId[]): Valuation['confidence'] {
  const weight = doubts.reduce((sum, id) => sum + doubtWeight[id], 0)
  if (weight < 0.3) return 'high'
  return weight < 0.8 ? 'medium' : 'low'
}

const doubtWeight: Readonly<Record<DoubtId, number>> = {
  onlyStated: 0.5,
  noOdometer: 0.6,
  odometerConflict: 0.5,
  odometerRegression: 0.5,
  noRecords: 0.4,
  recordsEnded: 0.2,
  noObd: 0.2,
  oldObd: 0.1,
  recentlyCleared: 0.3,
  implausibleHours: 0.4,
  cataloguePrice: 0.2,
  veryOld: 0.5,
}
/** So many average sales weigh as much as the model's own opinion. */
const priorSales = 4
const marketLimit = 0.3

function checkEvidence(evidence: VehicleEvidence): VehicleEvidence {
  const result = vehicleEvidence.safeParse(evidence)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new InvalidEvidenceError(issue?.path.join('.') ?? '', issue?.message ?? '')
}

export class InvalidEvidenceError extends BaseError {
  override readonly name = 'Appraisal.InvalidEvidenceError'
  constructor(path: string, problem: string) {
    super(`Expected evidence about a car, found at ${path || 'its root'}: ${problem}.`)
  }
}
