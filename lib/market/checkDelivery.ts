import { equalBytes } from '../bytes/equalBytes.ts'
import type { DataSetRoots } from '../crypto/ChunkPage.ts'
import { hashKeyLeaf } from '../crypto/keyTree.ts'
import type { OpenJob } from '../crypto/openChunk.ts'
import { type GetBlock, listEntries, MissingBlockError } from '../crypto/openData.ts'
import { formatRawCid } from '../crypto/rawCid.ts'
import type { OpenedDelivery } from './openDelivery.ts'

/** What a delivery turned out to be. */
export type Verdict =
  | { kind: 'right' }
  /** The key of this chunk is not the one that was committed to. */
  | { kind: 'wrongKey'; chunk: number }
  /** This sector decrypts to something else than was committed to. */
  | { kind: 'wrongSector'; sector: number; chunk: number }

type Input = {
  id: Uint8Array
  set: DataSetRoots
  getBlock: GetBlock
  opened: OpenedDelivery
  openChunk(job: OpenJob, signal?: AbortSignal): Promise<Uint8Array>
  /** Gets each chunk as soon as it is found right. */
  onChunk?(plain: Uint8Array, index: number): void | Promise<void>
  signal?: AbortSignal
}

/**
 * Opens every delivered chunk and returns what the delivery is worth: right as a whole, or the one fault that a contract
 * will refund for. Faults that are nobody's but the network's (a block that is missing or damaged) are thrown instead.
 */
export async function checkDelivery(input: Input): Promise<Verdict> {
  const { set, getBlock, opened, openChunk, onChunk, signal } = input
  for (const range of joinRuns(opened.indexes)) {
    const listing = { set, getBlock, range, ...(signal && { signal }) }
    for await (const { index, entry } of listEntries(listing)) {
      signal?.throwIfAborted()
      const key = opened.keyOf(index)
      if (!equalBytes(hashKeyLeaf(index, key), entry.keyLeaf)) return { kind: 'wrongKey', chunk: index }
      const cid = formatRawCid(entry.digest)
      const block = await getBlock(cid, signal)
      if (!block) throw new MissingBlockError(cid)
      try {
        const job = { id: input.id, index, sectorsPerChunk: set.sectorsPerChunk, block, entry, key }
        const plain = await openChunk(job, signal)
        await onChunk?.(plain, index)
      } catch (error) {
        const sector = readWrongSector(error)
        if (sector === undefined) throw error
        return { kind: 'wrongSector', sector, chunk: index }
      }
    }
  }
  return { kind: 'right' }
}

/** Errors that crossed a worker are known by their name alone; the number is in the sentence. */
function readWrongSector(error: unknown): number | undefined {
  const { name, message } = error as Error
  if (name !== 'Crypto.WrongSectorError') return undefined
  return Number(/Sector (\d+)/.exec(message)?.[1])
}

function joinRuns(indexes: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  for (const index of indexes) {
    const last = runs.at(-1)
    if (last?.to === index) last.to++
    else runs.push({ from: index, to: index + 1 })
  }
  return runs
}
