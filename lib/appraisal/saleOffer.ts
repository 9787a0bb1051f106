import * as z from 'zod'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { cidPattern, formatRawCid, parseRawCid } from '../crypto/rawCid.ts'
import { BaseError } from '../errors.ts'
import type { SaleTerms } from './vehicleSale.ts'

/*
 * What a seller offers a car with: the report, words, photos, where it can be seen, and the key that messages are sealed
 * to. Its SHA-256 stands in the terms as `reportHash`. So the terms, whose hash is the id of the sale, bind the document
 * and through it the report, and where it lies follows from the terms alone.
 */
const text = (most: number) => z.string().trim().min(1).max(most)
const cid = z.string().regex(cidPattern)
const photo = z.strictObject({ cid, type: z.enum(['image/jpeg', 'image/png', 'image/webp']) })

const saleOffer = z.strictObject({
  format: z.literal('qoodblock.sale-offer'),
  version: z.literal(1),
  vehicleId: z.string().regex(/^\d{1,30}$/),
  seller: z.string().regex(/^0x[0-9a-f]{40}$/),
  /** The report that the car is offered with. */
  report: cid,
  /** What messages to the seller are sealed to. */
  readingPoint: z.string().regex(/^0x0[23][0-9a-f]{64}$/),
  words: text(4_000).optional(),
  place: text(200).optional(),
  photos: z.array(photo).max(24).optional(),
})
export type SaleOffer = z.infer<typeof saleOffer>

const maxOfferBytes = 50_000

/** Returns the bytes of an offer; throws where it is not one. */
export function formatSaleOffer(offer: SaleOffer): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(check(offer)))
}

/** Returns the offer in the bytes; throws by name where they are none, or the one of another car or seller. */
export function parseSaleOffer(
  bytes: Uint8Array,
  { vehicleId, seller }: Pick<SaleTerms, 'vehicleId' | 'seller'>,
): SaleOffer {
  if (bytes.length > maxOfferBytes) throw new InvalidSaleOfferError(`${bytes.length} bytes`)
  const offer = check(parseJson(bytes))
  if (offer.vehicleId !== `${vehicleId}`) throw new InvalidSaleOfferError(`one of car ${offer.vehicleId}`)
  if (offer.seller !== seller.toLowerCase()) throw new InvalidSaleOfferError(`one of seller ${offer.seller}`)
  return offer
}

/** Returns what stands in the terms for a stored offer. */
export function saleOfferHash(cid: string): Hex {
  return encodeHex(parseRawCid(cid))
}

/** Returns where the offer lies that the terms bind, or undefined where they bind none. */
export function saleOfferCid({ reportHash }: Pick<SaleTerms, 'reportHash'>): string | undefined {
  const digest = decodeHex(reportHash)
  return digest.some((byte) => byte !== 0) ? formatRawCid(digest) : undefined
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new InvalidSaleOfferError('no JSON', cause)
  }
}

function check(value: unknown): SaleOffer {
  const result = saleOffer.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new InvalidSaleOfferError(`${issue?.path.join('.') || 'its root'}: ${issue?.message}`)
}

export class InvalidSaleOfferError extends BaseError {
  override readonly name = 'Appraisal.InvalidSaleOfferError'
  constructor(found: string, cause?: unknown) {
    super(`Expected the offer of this car by its seller, version 1; found ${found}.`, { cause })
  }
}
