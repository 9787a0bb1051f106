import * as z from 'zod'
import { BaseError } from '../../errors.ts'
import { canonical } from '../formatDictionary.ts'
import { guardJson } from '../guardJson.ts'

/* What an editor wrote about the lines of a proposal, stored as a block that the review on chain names. */
z.config({ jitless: true })

const schema = z.strictObject({
  format: z.literal('qoodblock.dictionary-review'),
  formatVersion: z.literal(1),
  summary: z.string().max(4_000),
  lines: z
    .array(
      z.strictObject({ path: z.string().max(200), member: z.string().max(100), comment: z.string().min(1).max(2_000) }),
    )
    .max(2_000),
})
export type ReviewDocument = z.infer<typeof schema>

/** Returns the bytes of a review. */
export function encodeReview({ summary, lines }: Pick<ReviewDocument, 'summary' | 'lines'>): Uint8Array<ArrayBuffer> {
  const document = schema.parse({ format: 'qoodblock.dictionary-review', formatVersion: 1, summary, lines })
  return new TextEncoder().encode(canonical(document))
}

/** Returns the review in a block; throws by name when it is none. */
export function decodeReview(bytes: Uint8Array): ReviewDocument {
  const parsed = schema.safeParse(guardJson(new TextDecoder().decode(bytes)))
  if (!parsed.success) throw new InvalidReviewError(parsed.error.issues[0]?.message ?? '')
  return parsed.data
}

export class InvalidReviewError extends BaseError {
  override readonly name = 'Dictionary.InvalidReviewError'
  constructor(details: string) {
    super('Expected a review of a dictionary, found something else.', { details })
  }
}
