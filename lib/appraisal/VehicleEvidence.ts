import * as z from 'zod'
import { fuels, segments } from './modelCatalogue.ts'

/*
 * All that a valuation rests on, as plain data: two people with the same evidence and model version get the same figure.
 * Times are seconds since 1970, money whole US dollars, distances whole kilometres. Absent means unknown, never zero.
 */

export const recordKinds = [
  'part',
  'assembly',
  'transfer',
  'service',
  'inspection',
  'accident',
  'insurance',
  'loan',
  'recall',
  'correction',
] as const

const time = z.int().min(0).max(99_999_999_999)
const km = z.int().min(0).max(5_000_000)
const usd = z.int().min(1).max(100_000_000)
const code = z.string().regex(/^[PCBU][0-3][0-9A-F]{3}$/)

/** One entry of a car's life, as far as a valuation looks at it. */
const lifeRecord = z.strictObject({
  kind: z.enum(recordKinds),
  at: time,
  odometerKm: km.optional(),
  /** Of an accident, as its document says; unknown counts as medium. */
  severity: z.enum(['light', 'medium', 'heavy']).optional(),
})

/** What an adapter read from the car. It says "reported by an adapter": a page cannot tell a car from an emulator. */
const obdSnapshot = z.strictObject({
  at: time,
  /** The built-in simulator stood in for a car. */
  isSimulated: z.boolean().optional(),
  odometerKm: km.optional(),
  storedCodes: z.array(code).max(200),
  permanentCodes: z.array(code).max(200),
  /** Since the codes were cleared: PIDs 31 and 30. */
  kmSinceCleared: km.optional(),
  warmUpsSinceCleared: z.int().min(0).max(255).optional(),
  /** Monitors that are supported and have not finished. */
  incompleteMonitors: z.int().min(0).max(16).optional(),
  engineHours: z.number().min(0).max(1_000_000).optional(),
  /** Of an electric drive's battery, as a part of new. */
  batteryHealth: z.number().min(0).max(1).optional(),
})

/** A sale of the same model that the chain has seen. */
const comparableSale = z.strictObject({
  at: time,
  priceUsd: usd,
  newPriceUsdThen: usd,
  ageYears: z.number().min(0).max(100),
  odometerKm: km,
})

export const vehicleEvidence = z.strictObject({
  asOf: time,
  segment: z.enum(segments),
  fuel: z.enum(fuels),
  firstRegisteredAt: time,
  odometerKm: km.optional(),
  newPriceUsd: usd,
  newPriceSource: z.enum(['oracle', 'catalogue']),
  /** What the model cost new when the oracle began to follow it, to say how its price has moved since. */
  newPriceUsdAtBase: usd.optional(),
  records: z.array(lifeRecord).max(10_000),
  /** Nobody but its owner says all this. */
  isStated: z.boolean().optional(),
  /** Readings that went backwards, as the chain counted them. */
  odometerRegressions: z.int().min(0).max(10_000),
  obd: obdSnapshot.optional(),
  sales: z.array(comparableSale).max(1_000),
})

export type LifeRecord = z.infer<typeof lifeRecord>
export type ObdSnapshot = z.infer<typeof obdSnapshot>
export type ComparableSale = z.infer<typeof comparableSale>
export type VehicleEvidence = z.infer<typeof vehicleEvidence>
