import * as z from 'zod'
import { vehicleClasses } from '../../lib/market/descriptionSchema.ts'

const degrees = (most: number) => z.int().min(-most).max(most)
const wei = z.string().regex(/^\d{1,30}$/)

/** How an agent sells what comes in from one vehicle. */
export const vehiclePolicySchema = z.strictObject({
  /** The number of its Credit ID. */
  vehicleId: z.string().regex(/^\d{1,12}$/),
  title: z.string().trim().min(1).max(80),
  model: z.string().trim().min(1).max(80),
  place: z.string().trim().min(1).max(80).optional(),
  area: z
    .strictObject({
      south: degrees(900_000),
      west: degrees(1_800_000),
      north: degrees(900_000),
      east: degrees(1_800_000),
    })
    .optional(),
  vehicleClass: z.enum(vehicleClasses),
  token: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  /** For a whole parcel, by class; a piece of one costs its part. A class without a price is not sold, zero gives it away. */
  prices: z.strictObject({ motion: wei.optional(), location: wei.optional(), powertrain: wei.optional() }),
  /** How many records make a parcel; where hours lie between them, or more than a day, it is cut into pieces. */
  parcelRecords: z.int().min(10).max(100_000),
  isSimulated: z.boolean(),
})
export type VehiclePolicy = z.infer<typeof vehiclePolicySchema>

/** What a parcel is sold as: groups of one class and privacy, which have keys of their own. */
export const parcelKinds = {
  motion: { groups: [3, 4], dataClass: 'user', privacy: 'normal', kind: 'driving' },
  location: { groups: [5], dataClass: 'user', privacy: 'private', kind: 'driving' },
  powertrain: { groups: [1], dataClass: 'maker', privacy: 'normal', kind: 'vehicle' },
} as const
export type ParcelKind = keyof typeof parcelKinds
