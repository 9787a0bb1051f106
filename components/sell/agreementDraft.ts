import * as z from 'zod'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { AgreementTerms } from '../../lib/market/agreement.ts'

const count = z.int().min(0)
const big = z
  .string()
  .regex(/^\d{1,78}$/)
  .transform(BigInt)
const schema = z.object({
  terms: z.object({
    vehicleId: big,
    epoch: count,
    version: count,
    dictionary: count,
    classes: big,
    makerDataBps: count.max(10_000),
    userDataBps: count.max(10_000),
    disputedDataBps: count.max(10_000),
    ownerConsent: count.max(15),
    makerConsent: count.max(15),
    deadline: count,
  }),
  ownerSignature: z.string().regex(/^0x[0-9a-fA-F]*$/),
})

export type AgreementDraft = { terms: AgreementTerms; ownerSignature: Hex }

/** Returns an agreement that one side has signed as a part of a link. */
export function formatDraft(draft: AgreementDraft): string {
  const text = JSON.stringify(draft, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
  return encodeURIComponent(text)
}

/** Returns the agreement in a link, or undefined for anything else. */
export function parseDraft(text: string): AgreementDraft | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(decodeURIComponent(text)))
    return parsed.success ? (parsed.data as AgreementDraft) : undefined
  } catch {
    return undefined
  }
}
