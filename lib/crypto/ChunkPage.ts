import { equalBytes } from '../bytes/equalBytes.ts'
import { loadKeccak } from '../bytes/keccak256.ts'
import { BaseError } from '../errors.ts'
import { hashBlock } from './blake3.ts'
import { hashBytes } from './blockLayout.ts'
import { depthOf } from './keyTree.ts'
import { loadHashing } from './loadHashing.ts'
import { merkleRoot } from './merkle.ts'
import { sectorsPerChunk as sectorsOf } from './planChunks.ts'
import { formatRawCid } from './rawCid.ts'
import { type ChunkEntry, hashChunkLeaf } from './sealChunk.ts'

/*
 * The list of chunks, in pages that are stored as blocks themselves: 68 bytes per chunk, namely BLAKE3 of its block, leaf of
 * its key, length of its plaintext (uint32). A page holds 8192 chunks, so that it fits into a
 * block and is a subtree of both trees: whoever buys a range fetches its pages and no others.
 */
export const pageDepth = 13
export const pageChunks = 2 ** pageDepth
export const entryBytes = 2 * hashBytes + 4
const shortPageBytes = 128 * entryBytes

export type RootKind = 'dataRoot' | 'keyRoot'
export type PageRef = { cid: string; dataRoot: Uint8Array; keyRoot: Uint8Array }

/** What a data set commits to; the description carries it in the open. */
export type DataSetRoots = {
  chunks: number
  sectorsPerChunk: number
  dataRoot: Uint8Array
  keyRoot: Uint8Array
  pages: readonly PageRef[]
}

/** Returns the 68 bytes of an entry. */
export function encodeEntry({ digest, keyLeaf, length }: ChunkEntry): Uint8Array {
  const bytes = new Uint8Array(entryBytes)
  bytes.set(digest)
  bytes.set(keyLeaf, hashBytes)
  new DataView(bytes.buffer).setUint32(2 * hashBytes, length)
  return bytes
}

/** Returns the entry at a place of a page. */
export function decodeEntry(page: Uint8Array, place: number): ChunkEntry {
  const bytes = page.subarray(place * entryBytes, (place + 1) * entryBytes)
  return {
    digest: bytes.slice(0, hashBytes),
    keyLeaf: bytes.slice(hashBytes, 2 * hashBytes),
    length: new DataView(bytes.buffer, bytes.byteOffset).getUint32(2 * hashBytes),
  }
}

/** Returns the CID and the roots of a page. `chunks` counts the whole data set, or is unknown until the first page is full. */
export async function describePage(page: Uint8Array, chunks: number): Promise<PageRef> {
  // For a short list, making the fast hashers takes longer than hashing does.
  await (page.length > shortPageBytes ? loadHashing() : loadKeccak())
  const depth = Math.min(pageDepth, depthOf(chunks))
  return {
    cid: formatRawCid(hashBlock(page)),
    dataRoot: merkleRoot({ leaves: pageLeaves(page, 'dataRoot'), depth }),
    keyRoot: merkleRoot({ leaves: pageLeaves(page, 'keyRoot'), depth }),
  }
}

/** Returns the leaves of the chunks of a page under one of the roots. */
export function pageLeaves(page: Uint8Array, kind: RootKind): Uint8Array {
  const leaves = new Uint8Array((page.length / entryBytes) * hashBytes)
  for (let place = 0; place * entryBytes < page.length; place++) {
    const entry = decodeEntry(page, place)
    leaves.set(kind === 'keyRoot' ? entry.keyLeaf : hashChunkLeaf(entry), place * hashBytes)
  }
  return leaves
}

/** Returns the roots above the pages. */
export function joinPages(pages: readonly PageRef[], chunks: number) {
  const depth = depthOf(chunks) - Math.min(pageDepth, depthOf(chunks))
  const rootOf = (kind: RootKind) => merkleRoot({ leaves: joinRoots(pages, kind), depth, base: pageDepth })
  return { dataRoot: rootOf('dataRoot'), keyRoot: rootOf('keyRoot') }
}

/** Returns one root of each page, one after the other. */
export function joinRoots(pages: readonly PageRef[], kind: RootKind): Uint8Array {
  const leaves = new Uint8Array(pages.length * hashBytes)
  for (const [i, page] of pages.entries()) leaves.set(page[kind], i * hashBytes)
  return leaves
}

/** Verifies that the pages of a data set lead to its roots. */
export function checkRoots({ chunks, sectorsPerChunk, pages, dataRoot, keyRoot }: DataSetRoots): void {
  const expected = Math.ceil(chunks / pageChunks)
  if (pages.length !== expected) throw new WrongRootError(`${expected} pages`, `${pages.length}`)
  if (sectorsPerChunk !== sectorsOf({ maxChunkBytes: sectorsPerChunk * 1024 })) {
    throw new WrongRootError('a power of two of sectors per chunk', `${sectorsPerChunk}`)
  }
  const found = joinPages(pages, chunks)
  if (!equalBytes(found.dataRoot, dataRoot)) throw new WrongRootError('pages that lead to the data root', 'others')
  if (!equalBytes(found.keyRoot, keyRoot)) throw new WrongRootError('pages that lead to the key root', 'others')
}

/** Verifies that the bytes are page `number` of the data set. */
export async function checkPage(page: Uint8Array, set: DataSetRoots, number: number): Promise<void> {
  const expected = set.pages[number]
  const entries = Math.min(pageChunks, set.chunks - number * pageChunks)
  if (!expected || page.length !== entries * entryBytes) throw new WrongPageError(number)
  const found = await describePage(page, set.chunks)
  const same =
    found.cid === expected.cid &&
    equalBytes(found.dataRoot, expected.dataRoot) &&
    equalBytes(found.keyRoot, expected.keyRoot)
  if (!same) throw new WrongPageError(number)
}

export class WrongRootError extends BaseError {
  override readonly name = 'Crypto.WrongRootError'
  constructor(expected: string, found: string) {
    super(`Expected ${expected}, found ${found}.`)
  }
}

export class WrongPageError extends BaseError {
  override readonly name = 'Crypto.WrongPageError'
  constructor(number: number) {
    super(`Page ${number} of the list of chunks is not the one that was committed to.`)
  }
}
