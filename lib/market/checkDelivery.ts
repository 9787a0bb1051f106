import { equalBytes } from '../bytes/equalBytes.ts'
import { type DataSetRoots, pageChunks } from '../crypto/ChunkPage.ts'
import { hashKeyLeaf } from '../crypto/keyTree.ts'
import type { OpenJob } from '../crypto/openChunk.ts'
import { type GetBlock, listEntries, MissingBlockError } from '../crypto/openData.ts'
import { formatRawCid } from '../crypto/rawCid.ts'
import type { ChunkEntry } from '../crypto/sealChunk.ts'
import { BaseError } from '../errors.ts'
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
  /** Gets each chunk as soon as it is found right, up to the first that cannot be read. */
  onChunk?(plain: Uint8Array, index: number): void | Promise<void>
  signal?: AbortSignal
}

/**
 * Opens every delivered chunk and returns what the delivery is worth: right as a whole, or the one fault that a contract
 * will refund for. Faults that are nobody's but the network's (a block that is missing or damaged) are thrown instead, and
 * only once there is none of the others: the seller pays for the storage, and could hide a fault behind a missing block.
 */
export async function checkDelivery(input: Input): Promise<Verdict> {
  const { set, getBlock, opened, openChunk, onChunk, signal } = input
  const { entries, unread } = await collectEntries(input)
  // The keys first: the list alone proves a wrong one, whatever has become of the blocks.
  const wrong = entries.find(({ index, entry }) => !equalBytes(hashKeyLeaf(index, opened.keyOf(index)), entry.keyLeaf))
  if (wrong) return { kind: 'wrongKey', chunk: wrong.index }

  for (const { index, entry } of entries) {
    signal?.throwIfAborted()
    let plain: Uint8Array
    try {
      const cid = formatRawCid(entry.digest)
      const block = await getBlock(cid, signal)
      if (!block) throw new MissingBlockError(cid)
      const job = { id: input.id, index, sectorsPerChunk: set.sectorsPerChunk, block, entry, key: opened.keyOf(index) }
      plain = await openChunk(job, signal)
    } catch (cause) {
      signal?.throwIfAborted()
      const sector = readWrongSector(cause)
      if (sector !== undefined) return { kind: 'wrongSector', sector, chunk: index }
      unread.push({ index, cause })
      continue
    }
    // What lies behind a gap would be taken for what follows it.
    if (unread.length === 0) await onChunk?.(plain, index)
  }
  if (unread.length > 0) throw new UnreadChunksError(unread)
  return { kind: 'right' }
}

type Listed = { index: number; entry: ChunkEntry }
type Unread = { index: number; cause: unknown }

/** Returns the entries of the delivered chunks, and which of them stand in pages that cannot be read. */
async function collectEntries({
  set,
  getBlock,
  opened,
  signal,
}: Input): Promise<{ entries: Listed[]; unread: Unread[] }> {
  const entries: Listed[] = []
  const unread: Unread[] = []
  for (const range of joinRuns(opened.indexes)) {
    try {
      const listing = { set, getBlock, range, ...(signal && { signal }) }
      for await (const listed of listEntries(listing)) entries.push(listed)
    } catch (cause) {
      signal?.throwIfAborted()
      for (let index = range.from; index < range.to; index++) unread.push({ index, cause })
    }
  }
  return { entries, unread }
}

/** Errors that crossed a worker are known by their name alone; the number is in the sentence. */
function readWrongSector(error: unknown): number | undefined {
  const { name, message } = error as Error
  if (name !== 'Crypto.WrongSectorError') return undefined
  return Number(/Sector (\d+)/.exec(message)?.[1])
}

/** Returns the runs of consecutive chunks, none longer than its page of the list. */
function joinRuns(indexes: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  for (const index of indexes) {
    const last = runs.at(-1)
    if (last?.to === index && index % pageChunks !== 0) last.to++
    else runs.push({ from: index, to: index + 1 })
  }
  return runs
}

/** No fault of the seller was found, but some chunks could not be read. */
export class UnreadChunksError extends BaseError {
  override readonly name = 'Market.UnreadChunksError'
  readonly chunks: readonly number[]
  constructor(unread: readonly Unread[]) {
    const chunks = unread.map(({ index }) => index).toSorted((a, b) => a - b)
    const shown = `${chunks.slice(0, 8).join(', ')}${chunks.length > 8 ? ', …' : ''}`
    super(`Expected the blocks of all delivered chunks, found ${chunks.length} missing or damaged: ${shown}.`, {
      cause: unread[0]?.cause,
      metaMessages: ['No wrong key or sector was found in the others. Try again before the time to dispute is over.'],
    })
    this.chunks = chunks
  }
}
