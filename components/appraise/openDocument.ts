import { parseRecordDocument, type RecordDocument, verifyContent } from '../../lib/appraisal/recordDocument.ts'
import { deriveReadingKey, findRecordKey, isKeyOf, isSealedRecord, openRecord } from '../../lib/appraisal/recordSeal.ts'
import type { RecordKeys } from '../../lib/appraisal/sharedKeys.ts'
import type { VehicleRecord } from '../../lib/appraisal/VehicleLife.ts'
import { BaseError } from '../../lib/errors.ts'
import { fetchBlock } from '../../lib/ipfs/fetchBlock.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'

/** What an account can open sealed documents with. */
export type Openers = {
  /** Of the wallet: documents that were sealed to the account as the owner of the car. */
  seed(): Promise<Uint8Array | undefined>
  /** Keys that owners have sealed to the account. */
  shared(): Promise<readonly RecordKeys[]>
}

type Where = Openers & {
  nodes: readonly StorageNode[]
  vehicleId: bigint
  /** From the link of the owner. */
  key?: Uint8Array | undefined
  signal?: AbortSignal
}

/** Returns the document of a record and, where it was sealed, its key. It is what the chain commits to, or an error. */
export async function openDocument(
  where: Where,
  record: VehicleRecord,
): Promise<{ document: RecordDocument; key: Uint8Array | undefined }> {
  const block = await fetchBlock({ cid: record.cid, nodes: where.nodes, signal: where.signal })
  verifyContent(block, record.contentHash)
  if (!isSealedRecord(block)) return { document: parseRecordDocument(block), key: undefined }
  const key = where.key ?? (await findKey(where, block, record))
  if (!key) throw new SealedForOwnerError()
  return { document: parseRecordDocument(await openRecord(block, key)), key }
}

async function findKey({ seed, shared, vehicleId }: Where, block: Uint8Array, { number }: VehicleRecord) {
  const secret = await seed()
  const own = secret && (await findRecordKey(block, await deriveReadingKey(secret, vehicleId)))
  if (own && isKeyOf(block, own)) return own
  const given = await shared()
  return given.map((keys) => keys.get(number)).find((key) => key && isKeyOf(block, key))
}

export class SealedForOwnerError extends BaseError {
  override readonly name = 'Appraisal.SealedForOwnerError'
  constructor() {
    super('The document is sealed to the owner of the car.', {
      metaMessages: ['Ask the owner for a link that opens it.'],
    })
  }
}
