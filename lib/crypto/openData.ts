import { BaseError } from '../errors.ts'
import { checkPage, checkRoots, type DataSetRoots, decodeEntry, pageChunks } from './ChunkPage.ts'
import type { CheckJob, OpenJob } from './openChunk.ts'
import { formatRawCid } from './rawCid.ts'
import { runOrdered } from './runOrdered.ts'
import type { ChunkEntry } from './sealChunk.ts'

/** Returns the block of a CID, or undefined when nobody has it. Its bytes need not be trusted. */
export type GetBlock = (cid: string, signal?: AbortSignal) => Promise<Uint8Array | undefined>

type Range = { from: number; to: number }
type Shared = {
  id: Uint8Array
  set: DataSetRoots
  getBlock: GetBlock
  /** Which chunks; all when absent. */
  range?: Range
  /** How many chunks are in work at a time; bounds memory. */
  concurrency?: number
  signal?: AbortSignal
}

export type OpenInput = Shared & {
  keyOf: (index: number) => Uint8Array
  openChunk: (job: OpenJob, signal?: AbortSignal) => Promise<Uint8Array>
}
export type CheckInput = Shared & { checkChunk: (job: CheckJob, signal?: AbortSignal) => Promise<void> }

/** Returns the plaintext, chunk by chunk, each verified before it is handed out. */
export function openData({ keyOf, openChunk, ...input }: OpenInput): AsyncGenerator<Uint8Array> {
  return runOrdered(
    listEntries(input),
    async ({ index, entry }) =>
      openChunk({ ...(await readBlock(input, index, entry)), key: keyOf(index) }, input.signal),
    input,
  )
}

/** Returns the length of each chunk once its block is verified, without any key: what a buyer does before paying. */
export function checkData({ checkChunk, ...input }: CheckInput): AsyncGenerator<number> {
  return runOrdered(
    listEntries(input),
    async ({ index, entry }) => {
      await checkChunk(await readBlock(input, index, entry), input.signal)
      return entry.length
    },
    input,
  )
}

/** Returns the entries of the range, from pages that are verified against the roots. */
export async function* listEntries({ set, getBlock, range, signal }: Omit<Shared, 'id'>) {
  checkRoots(set)
  const { from, to } = range ?? { from: 0, to: set.chunks }
  for (let number = Math.floor(from / pageChunks); number * pageChunks < to; number++) {
    const page = await readPage(set, number, getBlock, signal)
    const start = number * pageChunks
    const end = Math.min(to, start + pageChunks)
    for (let index = Math.max(from, start); index < end; index++) {
      yield { index, entry: decodeEntry(page, index - start) }
    }
  }
}

/** Returns a page of the list of chunks, verified. */
export async function readPage(set: DataSetRoots, number: number, getBlock: GetBlock, signal?: AbortSignal) {
  const cid = set.pages[number]?.cid
  const page = cid === undefined ? undefined : await getBlock(cid, signal)
  if (!page) throw new MissingBlockError(cid ?? `page ${number}`)
  await checkPage(page, set, number)
  return page
}

async function readBlock({ id, set, getBlock, signal }: Shared, index: number, entry: ChunkEntry): Promise<CheckJob> {
  const cid = formatRawCid(entry.digest)
  const block = await getBlock(cid, signal)
  if (!block) throw new MissingBlockError(cid)
  return { id, index, sectorsPerChunk: set.sectorsPerChunk, block, entry }
}

export class MissingBlockError extends BaseError {
  override readonly name = 'Crypto.MissingBlockError'
  constructor(cid: string) {
    super(`Nobody gave the block ${cid}.`, { metaMessages: ['Try again later, or ask another storage node.'] })
  }
}
