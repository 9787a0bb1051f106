import type { Fuel, Segment } from './modelCatalogue.ts'
import type { LifeRecord, ObdSnapshot, VehicleEvidence } from './VehicleEvidence.ts'

/*
 * What a car's evidence says, as numbers that each take something off the value: the model gives every one a coefficient
 * that is never negative. So more distance never raises a value and damage never does, by construction; the fit cannot
 * break it. `underDistance` is negative and gives something back, less and less as the distance grows.
 */
export const featureIds = [
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
  'underDistance',
  'overDistance',
  'lightDamage',
  'mediumDamage',
  'heavyDamage',
  'owners',
  'missedServices',
  'engineCodes',
  'otherCodes',
  'permanentCodes',
  'recentlyCleared',
  'batteryLoss',
  'implausibleHours',
  'regressions',
] as const
export type FeatureId = (typeof featureIds)[number]
export type Features = Readonly<Record<FeatureId, number>>

export const yearSeconds = 31_557_600

/** Returns the features of a car. What is unknown is zero here; how much is unknown widens the range elsewhere. */
export function valuationFeatures(evidence: VehicleEvidence): Features {
  const { segment, fuel, records, obd } = evidence
  const years = ageYears(evidence)
  const drivenKm = knownDistanceKm(evidence) ?? expectedDistanceKm(segment, fuel, years)
  return {
    ...ageFeatures(segment, fuel, years),
    ...distanceFeatures(segment, fuel, years, drivenKm),
    ...damageFeatures(records),
    owners: count(records, 'transfer'),
    missedServices: missedServices(evidence),
    ...obdFeatures(obd),
    regressions: evidence.odometerRegressions,
  }
}

/** Returns the features of age and distance alone, as a comparable sale states them. */
export function plainFeatures(segment: Segment, fuel: Fuel, years: number, drivenKm: number) {
  return { ...ageFeatures(segment, fuel, years), ...distanceFeatures(segment, fuel, years, drivenKm) }
}

/** Returns the age in years, with a fraction; zero for a car registered in the future. */
export function ageYears({ asOf, firstRegisteredAt }: VehicleEvidence): number {
  return Math.max(0, asOf - firstRegisteredAt) / yearSeconds
}

/** Returns the greatest distance that anybody has read, or undefined where nobody has. */
export function knownDistanceKm({ odometerKm, obd, records }: VehicleEvidence): number | undefined {
  const readings = [odometerKm, obd?.odometerKm, ...records.map((record) => record.odometerKm)]
  const known = readings.filter((reading) => reading !== undefined)
  return known.length > 0 ? known.reduce((most, reading) => Math.max(most, reading)) : undefined
}

/** Returns how far such a car is usually driven in so many years. */
export function expectedDistanceKm(segment: Segment, fuel: Fuel, years: number): number {
  return Math.round(years * kmPerYear[segment] * distanceByFuel[fuel])
}

const kmPerYear: Readonly<Record<Segment, number>> = {
  small: 10_000,
  compact: 13_000,
  mid: 15_000,
  large: 16_000,
  suv: 14_500,
  van: 22_000,
}
const distanceByFuel: Readonly<Record<Fuel, number>> = { petrol: 1, diesel: 1.4, hybrid: 1.1, electric: 1 }

function ageFeatures(segment: Segment, fuel: Fuel, years: number) {
  const early = clamp(years - 1, 0, 3)
  return {
    firstYear: Math.min(years, 1),
    'early.small': segment === 'small' ? early : 0,
    'early.compact': segment === 'compact' ? early : 0,
    'early.mid': segment === 'mid' ? early : 0,
    'early.large': segment === 'large' ? early : 0,
    'early.suv': segment === 'suv' ? early : 0,
    'early.van': segment === 'van' ? early : 0,
    middle: clamp(years - 4, 0, 4),
    late: Math.max(years - 8, 0),
    electricYears: fuel === 'electric' ? Math.min(years, 8) : 0,
  }
}

function distanceFeatures(segment: Segment, fuel: Fuel, years: number, drivenKm: number) {
  const expectedKm = expectedDistanceKm(segment, fuel, years)
  return {
    underDistance: (Math.min(drivenKm, expectedKm) - expectedKm) / 10_000,
    overDistance: Math.max(0, drivenKm - expectedKm) / 10_000,
  }
}

function damageFeatures(records: readonly LifeRecord[]) {
  const accidents = records.filter(({ kind }) => kind === 'accident')
  const of = (severity: string) => accidents.filter((record) => (record.severity ?? 'medium') === severity).length
  return { lightDamage: of('light'), mediumDamage: of('medium'), heavyDamage: of('heavy') }
}

/** One service a year is due from the first record on; what lies before the record began is nobody's omission. */
function missedServices({ records, asOf }: VehicleEvidence): number {
  if (records.length === 0) return 0
  const since = records.reduce((first, { at }) => Math.min(first, at), asOf)
  const due = Math.floor((asOf - since) / yearSeconds)
  return clamp(due - count(records, 'service'), 0, 8)
}

function obdFeatures(obd: ObdSnapshot | undefined) {
  const stored = new Set(obd?.storedCodes)
  const engine = [...stored].filter((code) => code.startsWith('P')).length
  return {
    engineCodes: Math.min(engine, 10),
    otherCodes: Math.min(stored.size - engine, 10),
    permanentCodes: Math.min(new Set(obd?.permanentCodes).size, 10),
    recentlyCleared: obd && wasClearedRecently(obd) ? 1 : 0,
    batteryLoss: obd?.batteryHealth === undefined ? 0 : (1 - obd.batteryHealth) * 10,
    implausibleHours: obd && hasImplausibleHours(obd) ? 1 : 0,
  }
}

/** Returns whether the codes look cleared for the occasion: monitors unfinished and hardly driven since. */
export function wasClearedRecently({
  incompleteMonitors = 0,
  kmSinceCleared,
  warmUpsSinceCleared,
}: ObdSnapshot): boolean {
  if (incompleteMonitors < 2) return false
  return (kmSinceCleared ?? Number.POSITIVE_INFINITY) < 100 || (warmUpsSinceCleared ?? Number.POSITIVE_INFINITY) < 10
}

/** Returns whether distance and engine hours do not belong to one car. Under 50 hours they say nothing. */
export function hasImplausibleHours({ engineHours, odometerKm }: ObdSnapshot): boolean {
  if (engineHours === undefined || odometerKm === undefined || engineHours < 50) return false
  const kmPerHour = odometerKm / engineHours
  return kmPerHour < 20 || kmPerHour > 70
}

function count(records: readonly LifeRecord[], kind: LifeRecord['kind']): number {
  return records.filter((record) => record.kind === kind).length
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
