import { decodeHex } from '../bytes/hex.ts'
import type { CryptoPool } from '../crypto/createCryptoPool.ts'
import { deriveDataSetKey } from '../crypto/deriveDataSetKey.ts'
import { createKeyWalk, maxDepth } from '../crypto/keyTree.ts'
import { type GetBlock, openData } from '../crypto/openData.ts'
import type { DataSetRecord } from './DataSetRecord.ts'
import { NotSealedError } from './describeDataSet.ts'

/** Where opened bytes go, piece by piece. */
export type Sink = {
  write(bytes: Uint8Array): Promise<void>
  /** What was written is whole. */
  close(): Promise<void>
  /** It is not, and must not stay. */
  abort(): Promise<void>
}

type Input = {
  record: DataSetRecord
  seed: Uint8Array
  getBlock: GetBlock
  pool: Pick<CryptoPool, 'openChunk' | 'inWork'>
  sink: Sink
  signal?: AbortSignal
  onProgress?: (bytes: number) => void
}

/** Writes the plaintext of an own data set to the sink, each chunk verified before it is written; returns its length. */
export async function openDataSet({ record, seed, getBlock, pool, sink, signal, onProgress }: Input): Promise<number> {
  const { sealed: set, dataClass, privacy } = record
  if (!set) throw new NotSealedError(record.id)
  const id = decodeHex(record.id)
  const root = await deriveDataSetKey({ seed, id, dataClass, privacy })
  const work = { concurrency: pool.inWork, ...(signal && { signal }) }
  const keyOf = createKeyWalk(root, maxDepth)
  let bytes = 0
  try {
    for await (const piece of openData({ id, set, getBlock, keyOf, openChunk: pool.openChunk, ...work })) {
      await sink.write(piece)
      bytes += piece.length
      onProgress?.(bytes)
    }
  } catch (error) {
    await sink.abort()
    throw error
  }
  await sink.close()
  return bytes
}
