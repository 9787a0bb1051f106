import { decodeEntry, entryBytes } from '../crypto/ChunkPage.ts'
import { MissingBlockError } from '../crypto/openData.ts'
import { formatRawCid } from '../crypto/rawCid.ts'
import type { DataSetRecord } from './DataSetRecord.ts'

type ReadBlock = (cid: string) => Promise<Uint8Array | undefined>

const batchBlocks = 200

/** Returns how many blocks a finished data set has: chunks, pages of their list, description. */
export function countBlocks({ sealed }: DataSetRecord): number {
  return sealed ? sealed.chunks + sealed.pages.length + 1 : 0
}

/** Returns the CIDs of all blocks of a finished data set, in batches, each with the page that lists it. */
export async function* listBlocks(record: DataSetRecord, readBlock: ReadBlock): AsyncGenerator<string[]> {
  let batch: string[] = []
  for (const { cid } of record.sealed?.pages ?? []) {
    const page = await readBlock(cid)
    if (!page) throw new MissingBlockError(cid)
    batch.push(cid)
    for (let place = 0; place * entryBytes < page.length; place++) {
      batch.push(formatRawCid(decodeEntry(page, place).digest))
      if (batch.length < batchBlocks) continue
      yield batch
      batch = []
    }
  }
  if (record.description) batch.push(record.description.cid)
  if (batch.length > 0) yield batch
}

/** Returns the same CIDs one by one. */
export async function* eachBlock(record: DataSetRecord, readBlock: ReadBlock): AsyncGenerator<string> {
  for await (const batch of listBlocks(record, readBlock)) yield* batch
}
