import * as z from 'zod'
import { cidPattern } from '../crypto/rawCid.ts'
import { BaseError } from '../errors.ts'

/*
 * Why somebody calls the arbitrator, decides, challenges a report or judges one, or should be chosen for an appraisal: public
 * words with photos. The transaction carries its CID.
 */
const text = (most: number) => z.string().trim().min(1).max(most)
const photo = z.strictObject({
  cid: z.string().regex(cidPattern),
  type: z.enum(['image/jpeg', 'image/png', 'image/webp']),
})

const reasonDocument = z.strictObject({
  format: z.literal('qoodblock.reason'),
  version: z.literal(1),
  /** The id of the sale or the number of the appraisal. */
  about: z.string().regex(/^(0x[0-9a-f]{64}|\d{1,30})$/),
  text: text(4_000),
  photos: z.array(photo).max(24).optional(),
})
export type ReasonDocument = z.infer<typeof reasonDocument>

const maxReasonBytes = 50_000

/** Returns the bytes of a reason; throws where it is not one. */
export function formatReason(reason: ReasonDocument): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(check(reason)))
}

/** Returns the reason in the bytes; throws by name where they are none, or one about something else. */
export function parseReason(bytes: Uint8Array, about: string): ReasonDocument {
  if (bytes.length > maxReasonBytes) throw new InvalidReasonError(`${bytes.length} bytes`)
  const reason = check(parseJson(bytes))
  if (reason.about !== about) throw new InvalidReasonError(`one about ${reason.about}`)
  return reason
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new InvalidReasonError('no JSON', cause)
  }
}

function check(value: unknown): ReasonDocument {
  const result = reasonDocument.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new InvalidReasonError(`${issue?.path.join('.') || 'its root'}: ${issue?.message}`)
}

export class InvalidReasonError extends BaseError {
  override readonly name = 'Appraisal.InvalidReasonError'
  constructor(found: string, cause?: unknown) {
    super(`Expected a reason about this sale or appraisal, version 1; found ${found}.`, { cause })
  }
}
