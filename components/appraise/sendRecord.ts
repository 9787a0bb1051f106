import { getBlock } from 'viem/actions'
import { addRecord } from '../../lib/appraisal/addRecord.ts'
import { kindBits, sendAuthorisation } from '../../lib/appraisal/authorisation.ts'
import { readAuthorisation } from '../../lib/appraisal/readAuthorisation.ts'
import { formatRecordDocument, hashContent } from '../../lib/appraisal/recordDocument.ts'
import { sealRecord } from '../../lib/appraisal/recordSeal.ts'
import { decodeHex } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { BaseError } from '../../lib/errors.ts'
import type { Keeper } from './keepDocuments.ts'
import type { RecordDraft } from './recordDrafts.ts'

/** Stores the document with its photos, sends the owner's code where it is not on the chain yet, and writes the record. */
export async function sendRecord(
  { context, keeper }: { context: ChainContext; keeper: Keeper },
  { code, document, isSealed, photos }: RecordDraft,
) {
  const { kind, odometerKm } = document
  const vehicleId = BigInt(code.vehicleId)
  const { timestamp } = await getBlock(context.client)
  const nowSeconds = Number(timestamp)
  // First, so that a code that is worth nothing stores nothing.
  const allowed = await readAuthorisation(context.client, vehicleId, context.account.address)
  if ((allowed.kinds & kindBits([kind])) === 0 || allowed.validUntil < nowSeconds) {
    if (code.validUntil < nowSeconds) throw new AuthorisationExpiredError(code.validUntil)
    await sendAuthorisation(context, code)
  }
  // This clock may be ahead of the chain's, for which that would lie in the future.
  const happenedAt = Math.min(document.happenedAt, nowSeconds)
  const point = isSealed ? decodeHex(code.readingPoint) : undefined
  const stored = await keeper.keepPhotos(photos, point)
  const plain = formatRecordDocument({ ...document, happenedAt, ...(stored.length > 0 && { photos: stored }) })
  const block = point ? (await sealRecord(plain, point)).block : plain
  const cid = await keeper.keep(block, 'Vehicle record')
  return addRecord(context, vehicleId, { kind, odometerKm, happenedAt, contentHash: hashContent(block), cid })
}

export class AuthorisationExpiredError extends BaseError {
  override readonly name = 'Appraisal.AuthorisationExpiredError'
  constructor(validUntil: number) {
    super(`Expected a permission that is good now, found one until ${new Date(validUntil * 1_000).toISOString()}.`)
  }
}
