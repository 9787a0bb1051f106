import { decodeHex } from '../bytes/hex.ts'
import type { CheckJob } from '../crypto/openChunk.ts'
import { checkData, type GetBlock } from '../crypto/openData.ts'
import { rootsOf } from './description.ts'
import type { Description } from './descriptionSchema.ts'

type Input = {
  description: Description
  getBlock: GetBlock
  checkChunk(job: CheckJob, signal?: AbortSignal): Promise<void>
  /** Which chunks; all when absent. */
  range?: { from: number; to: number }
  concurrency?: number
  signal?: AbortSignal
  onProgress?(done: { chunks: number; bytes: number }): void
}

/** Verifies, before any money moves, that everything to be bought can be had and is what was committed to. */
export async function checkCiphertext({ description, onProgress, ...input }: Input): Promise<{ bytes: number }> {
  const done = { chunks: 0, bytes: 0 }
  for await (const length of checkData({ ...input, id: decodeHex(description.id), set: rootsOf(description) })) {
    done.chunks++
    done.bytes += length
    onProgress?.({ ...done })
  }
  return { bytes: done.bytes }
}
