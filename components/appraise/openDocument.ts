import { parseRecordDocument, type RecordDocument, verifyContent } from '../../lib/appraisal/recordDocument.ts'
import { deriveReadingKey, findRecordKey, isSealedRecord, openRecord } from '../../lib/appraisal/recordSeal.ts'
import type { VehicleRecord } from '../../lib/appraisal/VehicleLife.ts'
import { BaseError } from '../../lib/errors.ts'
import { fetchBlock } from '../../lib/ipfs/fetchBlock.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'

type Where = {
  nodes: readonly StorageNode[]
  vehicleId: bigint
  /** From the link of the owner. */
  key?: Uint8Array | undefined
  /** Of the wallet of the owner. */
  seed?: (() => Promise<Uint8Array>) | undefined
  signal?: AbortSignal
}

/** Returns the document of a record and, where it was sealed, its key. It is what the chain commits to, or an error. */
export async function openDocument(
  where: Where,
  record: VehicleRecord,
): Promise<{ document: RecordDocument; key: Uint8Array | undefined }> {
  const { nodes, vehicleId, seed, signal } = where
  const block = await fetchBlock({ cid: record.cid, nodes, signal })
  verifyContent(block, record.contentHash)
  if (!isSealedRecord(block)) return { document: parseRecordDocument(block), key: undefined }
  const key = where.key ?? (seed && (await findRecordKey(block, await deriveReadingKey(await seed(), vehicleId))))
  if (!key) throw new SealedForOwnerError()
  return { document: parseRecordDocument(await openRecord(block, key)), key }
}

export class SealedForOwnerError extends BaseError {
  override readonly name = 'Appraisal.SealedForOwnerError'
  constructor() {
    super('The document is sealed to the owner of the car.', {
      metaMessages: ['Ask the owner for a link that opens it.'],
    })
  }
}
