import { addRecord } from '../../lib/appraisal/addRecord.ts'
import { kindBits, sendAuthorisation } from '../../lib/appraisal/authorisation.ts'
import { readAuthorisation } from '../../lib/appraisal/readAuthorisation.ts'
import { formatRecordDocument, hashContent } from '../../lib/appraisal/recordDocument.ts'
import { sealRecord } from '../../lib/appraisal/recordSeal.ts'
import { decodeHex } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { publishBytes } from '../../lib/ipfs/publishBytes.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'
import type { RecordDraft } from './recordDrafts.ts'

const keepMs = 89 * 86_400_000

/** Stores the document with its photos, sends the owner's code where it is not on the chain yet, and writes the record. */
export async function sendRecord(
  { context, nodes }: { context: ChainContext; nodes: readonly StorageNode[] },
  { code, document, isSealed, photos }: RecordDraft,
) {
  const untilMs = Date.now() + keepMs
  const stored: NonNullable<RecordDraft['document']['photos']> = []
  for (const photo of photos) {
    const { cid } = await publishBytes({ bytes: new Uint8Array(await photo.arrayBuffer()), nodes, untilMs })
    stored.push({ cid, type: photo.type as 'image/jpeg' })
  }
  const plain = formatRecordDocument({ ...document, ...(stored.length > 0 && { photos: stored }) })
  const block = isSealed ? (await sealRecord(plain, decodeHex(code.readingPoint))).block : plain
  const { cid } = await publishBytes({ bytes: block, nodes, untilMs, title: 'Vehicle record' })
  const vehicleId = BigInt(code.vehicleId)
  const allowed = await readAuthorisation(context.client, vehicleId, context.account.address)
  if ((allowed.kinds & kindBits([document.kind])) === 0) await sendAuthorisation(context, code)
  const { kind, odometerKm, happenedAt } = document
  return addRecord(context, vehicleId, { kind, odometerKm, happenedAt, contentHash: hashContent(block), cid })
}
