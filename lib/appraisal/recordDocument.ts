import * as z from 'zod'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { cidPattern } from '../crypto/rawCid.ts'
import { BaseError } from '../errors.ts'
import { recordKinds } from './VehicleEvidence.ts'

/*
 * The document behind a record of a car's life: what was done, found or agreed, with photos. It is kept as a block; its
 * keccak256 stands in the record. By default it is sealed, and who may read it is the owner's choice (recordSeal.ts).
 */
const text = (most: number) => z.string().trim().min(1).max(most)
const photo = z.strictObject({
  cid: z.string().regex(cidPattern),
  type: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  caption: text(200).optional(),
  /** Of a photo that is sealed as its document is (recordSeal.ts). */
  key: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/)
    .optional(),
})

export const recordDocument = z.strictObject({
  format: z.literal('qoodblock.vehicle-record'),
  version: z.literal(1),
  vehicleId: z.string().regex(/^\d{1,30}$/),
  kind: z.enum(recordKinds),
  happenedAt: z.int().min(0),
  odometerKm: z.int().min(0).max(5_000_000).optional(),
  title: text(120),
  details: text(4_000).optional(),
  /** Of an accident. */
  severity: z.enum(['light', 'medium', 'heavy']).optional(),
  /** What was done or replaced, one line each. */
  items: z.array(text(200)).max(100).optional(),
  /** In whole US dollars. */
  costUsd: z.int().min(0).max(10_000_000).optional(),
  photos: z.array(photo).max(24).optional(),
})
export type RecordDocument = z.infer<typeof recordDocument>

export const maxRecordBytes = 100_000

/** Returns the bytes of a document; throws where it is not one. */
export function formatRecordDocument(document: RecordDocument): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(JSON.stringify(check(document)))
  if (bytes.length > maxRecordBytes) throw new InvalidRecordDocumentError(`${bytes.length} bytes`)
  return bytes
}

/** Returns the document in the bytes; throws by name where they are not one of a known version. */
export function parseRecordDocument(bytes: Uint8Array): RecordDocument {
  if (bytes.length > maxRecordBytes) throw new InvalidRecordDocumentError(`${bytes.length} bytes`)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new InvalidRecordDocumentError('no JSON', cause)
  }
  return check(value)
}

/** Returns what the record on the chain commits to. */
export function hashContent(bytes: Uint8Array): Hex {
  return encodeHex(keccak256(bytes))
}

/** Throws unless the bytes are what the record commits to. */
export function verifyContent(bytes: Uint8Array, contentHash: Hex): void {
  decodeHex(contentHash)
  if (hashContent(bytes) !== contentHash) throw new RecordMismatchError(contentHash)
}

function check(value: unknown): RecordDocument {
  const result = recordDocument.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new InvalidRecordDocumentError(`${issue?.path.join('.') || 'its root'}: ${issue?.message}`)
}

export class InvalidRecordDocumentError extends BaseError {
  override readonly name = 'Appraisal.InvalidRecordDocumentError'
  constructor(found: string, cause?: unknown) {
    super(`Expected the document of a car's record, version 1; found ${found}.`, { cause })
  }
}

export class RecordMismatchError extends BaseError {
  override readonly name = 'Appraisal.RecordMismatchError'
  constructor(contentHash: Hex) {
    super(`Expected the document that the record commits to (${contentHash}), found another one.`)
  }
}
