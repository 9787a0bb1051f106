import * as z from 'zod'

const hex = z.string().regex(/^0x[0-9a-f]*$/)
const whole = z.int().nullable()
const amount = z.string().regex(/^\d+$/)

/**
 * A listing as an index tells of it. `terms`, `dataSet` and `content` are the bytes whose hashes the chain knows; the rest
 * is for lists and searches, a hint until it is checked.
 */
export const listingRow = z.object({
  position: z.int(),
  id: hex,
  dataSetId: hex,
  seller: hex,
  token: hex,
  price: amount,
  terms: hex,
  dataSet: hex,
  content: hex,
  dataClass: z.enum(['none', 'maker', 'user', 'disputed']),
  isPrivate: z.boolean(),
  isOpen: z.boolean(),
  chunks: z.int(),
  time: z.int(),
  expiresAt: z.int(),
  title: z.string().nullable(),
  summary: z.string().nullable(),
  kind: z.string().nullable(),
  vehicleClass: z.string().nullable(),
  place: z.string().nullable(),
  south: whole,
  west: whole,
  north: whole,
  east: whole,
  fromMs: whole,
  toMs: whole,
  records: whole,
  bytes: whole,
  dictionary: z.string().nullable(),
  sold: z.int(),
  /** Of the seller: trades that were paid, that ended in a refund for cheating, and that it left unanswered. */
  sellerSold: z.int(),
  sellerCheated: z.int(),
  sellerSilent: z.int(),
})
export type ListingRow = z.infer<typeof listingRow>

const counts = z.record(z.string(), z.int())

export const listingPage = z.object({
  rows: z.array(listingRow),
  /** How many fit in all. */
  total: z.int(),
  facets: z.object({
    kind: counts,
    vehicleClass: counts,
    dataClass: counts,
    place: counts,
    token: counts,
    dictionary: counts,
  }),
  /** The finds on the map: boxes in units of 0.0001 degrees, the fullest first. */
  areas: z.array(z.object({ south: z.int(), west: z.int(), north: z.int(), east: z.int(), count: z.int() })),
  next: z.int().optional(),
})
export type ListingPage = z.infer<typeof listingPage>
export type ListingArea = ListingPage['areas'][number]
