import * as z from 'zod'
import { BaseError } from '../errors.ts'
import { canonicalJson } from './canonicalJson.ts'
import { type DescriptionBody, dataKinds, vehicleClasses } from './descriptionSchema.ts'

const text = (max: number) => z.string().trim().min(1).max(max)

/** What a buyer looks for; public, stored as a block, its hash is in the request. */
export const requestDocument = z.strictObject({
  format: z.literal('qoodblock.request'),
  version: z.literal(1),
  title: text(200),
  details: text(4000).optional(),
  kind: z.enum(dataKinds).optional(),
  vehicleClass: z.enum(vehicleClasses).optional(),
  place: text(200).optional(),
  /** Words that title, summary or fields of an offer must contain. */
  words: z.array(text(60)).max(10).optional(),
  time: z.strictObject({ fromMs: z.int(), toMs: z.int() }).optional(),
})
export type RequestDocument = z.infer<typeof requestDocument>

/** Returns the text of a request as it is stored. */
export function formatRequest(document: RequestDocument): string {
  return canonicalJson(requestDocument.parse(document))
}

/** Returns the request in a document; throws on anything else. */
export function parseRequest(text: string): RequestDocument {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new InvalidRequestDocumentError('no JSON', cause)
  }
  const parsed = requestDocument.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new InvalidRequestDocumentError(`${issue?.path.join('.') || 'the document'}: ${issue?.message}`)
}

/** Returns whether a data set is what a request asks for. */
export function matchRequest(request: RequestDocument, description: DescriptionBody): boolean {
  const { kind, vehicleClass, place, words = [], time } = request
  if (kind && kind !== description.kind) return false
  if (vehicleClass && vehicleClass !== description.vehicleClass) return false
  if (place && !includes(description.place ?? '', place)) return false
  if (time && !(description.time && description.time.fromMs <= time.toMs && description.time.toMs >= time.fromMs))
    return false
  const { title, summary = '', dictionary } = description
  const said = [title, summary, ...(dictionary?.fields ?? [])].join(' ')
  return words.every((word) => includes(said, word))
}

function includes(text: string, part: string): boolean {
  return text.toLocaleLowerCase().includes(part.toLocaleLowerCase())
}

export class InvalidRequestDocumentError extends BaseError {
  override readonly name = 'Market.InvalidRequestDocumentError'
  constructor(found: string, cause?: unknown) {
    super(`Expected a request for data, found ${found}.`, { cause })
  }
}
