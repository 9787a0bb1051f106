import { equalBytes } from '../bytes/equalBytes.ts'
import { BaseError } from '../errors.ts'
import {
  type DataSetRoots,
  decodeEntry,
  describePage,
  encodeEntry,
  entryBytes,
  joinPages,
  type PageRef,
  pageChunks,
} from './ChunkPage.ts'
import { createKeyWalk, maxDepth } from './keyTree.ts'
import { loadHashing } from './loadHashing.ts'
import { type ChunkPlan, type PlainChunk, planChunks, sectorsPerChunk } from './planChunks.ts'
import { formatRawCid } from './rawCid.ts'
import { runOrdered } from './runOrdered.ts'
import type { ChunkEntry, SealedChunk, SealJob } from './sealChunk.ts'

/** Bytes that can be read again from any place: a file, a recording. */
export type ByteSource = {
  /** Changes when the bytes do: name, size and time of a file, say. */
  fingerprint: string
  /** Gives the bytes from there on, in pieces that become the reader's. */
  open(offset: number): AsyncIterable<Uint8Array>
}

/** How far a sealing came. Structured-clone data: keep it in IndexedDB or a file, and go on after a reload. */
export type SealState = {
  fingerprint: string
  id: Uint8Array
  plan: ChunkPlan
  chunks: number
  records: number
  /** Bytes of plaintext in these chunks. */
  bytes: number
  pages: PageRef[]
  /** Entries that are not in a page yet. */
  entries: Uint8Array
  /** The entry of the last chunk. */
  last?: Uint8Array
}

export type SealProgress = { chunks: number; bytes: number; records: number; state: () => SealState }

export type SealInput = {
  source: ByteSource
  plan: ChunkPlan
  /** 32 random bytes, new for each data set and each version of one: a key must never encrypt two texts. */
  id: Uint8Array
  /** The node `maxDepth` above the chunk keys. */
  root: Uint8Array
  sealChunk: (job: SealJob, signal?: AbortSignal) => Promise<SealedChunk>
  /** Stores a block; the next checkpoint waits for it. */
  putBlock: (cid: string, block: Uint8Array<ArrayBuffer>) => Promise<void>
  /** How many chunks are in work at a time; bounds memory. */
  concurrency?: number
  resume?: SealState
  signal?: AbortSignal
  /** Awaited before each chunk: what pauses a sealing. */
  ready?: (signal?: AbortSignal) => Promise<void>
  onProgress?: (progress: SealProgress) => void
}

export type SealedData = DataSetRoots & { records: number; bytes: number }

/** Returns the roots and counts of the sealed data, once all its blocks are stored. Roots do not depend on concurrency. */
export async function sealData(input: SealInput): Promise<SealedData> {
  await loadHashing()
  const { source, plan, id, putBlock, onProgress } = input
  const ledger = createLedger(input.resume ? await checkResume(input.resume, input) : startState(input), putBlock)
  const spread = sectorsPerChunk(plan)
  const keyOf = createKeyWalk(input.root, maxDepth)
  let next = ledger.state.chunks

  async function seal({ bytes: plain, records }: PlainChunk) {
    await input.ready?.(input.signal)
    const index = next++
    const job = { id, index, sectorsPerChunk: spread, key: keyOf(index), plain }
    const { block, entry } = await input.sealChunk(job, input.signal)
    await putBlock(formatRawCid(entry.digest), block)
    return { entry, records }
  }

  const plain = planChunks(plan, source.open(ledger.state.bytes), next)
  for await (const sealed of runOrdered(plain, seal, input)) {
    await ledger.add(sealed.entry, sealed.records)
    const { chunks, bytes, records } = ledger.state
    onProgress?.({ chunks, bytes, records, state: ledger.snapshot })
  }
  return ledger.close()
}

function startState({ source, id, plan }: SealInput): SealState {
  const { fingerprint } = source
  return { fingerprint, id, plan, chunks: 0, records: 0, bytes: 0, pages: [], entries: new Uint8Array() }
}

/**
 * Sealing the last chunk once more shows whether the bytes are still the same. It matters: other bytes under a key that
 * was already used would give away both.
 */
async function checkResume(state: SealState, input: SealInput): Promise<SealState> {
  const { source, plan, id, root } = input
  const same = state.fingerprint === source.fingerprint && equalBytes(state.id, id)
  if (!same || JSON.stringify(state.plan) !== JSON.stringify(plan)) throw new SourceChangedError()
  const last = state.last && decodeEntry(state.last, 0)
  if (!last || last.length === 0) return state
  const index = state.chunks - 1
  for await (const chunk of planChunks(plan, source.open(state.bytes - last.length), index)) {
    const key = createKeyWalk(root, maxDepth)(index)
    const job = { id, index, sectorsPerChunk: sectorsPerChunk(plan), key, plain: chunk.bytes }
    const { entry } = await input.sealChunk(job, input.signal)
    if (equalBytes(entry.digest, last.digest)) return state
    break
  }
  throw new SourceChangedError()
}

/** Keeps the list of chunks: entries of one page at a time in memory, full pages stored as blocks. */
function createLedger(state: SealState, putBlock: SealInput['putBlock']) {
  const spread = sectorsPerChunk(state.plan)
  const page = new Uint8Array(pageChunks * entryBytes)
  let filled = state.entries.length
  page.set(state.entries)
  const { entries: _, ...counts } = state
  const current: Omit<SealState, 'entries'> = { ...counts, pages: [...state.pages] }

  async function turnPage(): Promise<void> {
    const bytes = page.slice(0, filled)
    const ref = await describePage(bytes, current.chunks)
    await putBlock(ref.cid, bytes)
    current.pages.push(ref)
    filled = 0
  }

  return {
    state: current,
    snapshot: (): SealState => ({ ...current, pages: [...current.pages], entries: page.slice(0, filled) }),
    async add(entry: ChunkEntry, records: number): Promise<void> {
      current.last = encodeEntry(entry)
      page.set(current.last, filled)
      filled += entryBytes
      current.chunks++
      current.records += records
      current.bytes += entry.length
      if (filled === page.length) await turnPage()
    },
    async close(): Promise<SealedData> {
      if (filled > 0) await turnPage()
      const { chunks, pages, records, bytes } = current
      return { chunks, sectorsPerChunk: spread, ...joinPages(pages, chunks), pages, records, bytes }
    },
  }
}

export class SourceChangedError extends BaseError {
  override readonly name = 'Crypto.SourceChangedError'
  constructor() {
    super('Expected the same bytes, plan and data set as when the sealing was interrupted, found others.', {
      metaMessages: ['Seal the changed data as a new data set.'],
    })
  }
}
