import { type PartProof, partBytes, provePart } from './blake3.ts'
import { hashBytes, promiseAt } from './blockLayout.ts'
import {
  type DataSetRoots,
  decodeEntry,
  joinRoots,
  pageChunks,
  pageDepth,
  pageLeaves,
  type RootKind,
} from './ChunkPage.ts'
import { depthOf } from './keyTree.ts'
import { merkleProof } from './merkle.ts'
import { type GetBlock, readPage } from './openData.ts'

export type KeyEvidence = { chunk: number; leaf: Uint8Array; siblings: Uint8Array[] }
export type SectorEvidence = {
  sector: number
  /** Bytes of plaintext of the chunk. */
  length: number
  siblings: Uint8Array[]
  /** The part of the block that holds the sector, and the one that holds what was promised of it. */
  cipher: PartProof
  promised: PartProof
}

type Input = { set: DataSetRoots; getBlock: GetBlock; index: number }

/** Returns the committed leaf of a chunk's key with its way to the key root, as disputeKey takes it. */
export async function proveKey({ set, getBlock, index }: Input): Promise<KeyEvidence> {
  const page = await readPage(set, Math.floor(index / pageChunks), getBlock)
  const { keyLeaf } = decodeEntry(page, index % pageChunks)
  return { chunk: index, leaf: keyLeaf, siblings: pathAbove(set, page, index, 'keyRoot') }
}

/** Returns a sector with its way to the data root, as disputeSector takes it. `sector` counts over the whole data set. */
export async function proveSector({
  set,
  getBlock,
  sector,
  block,
}: Omit<Input, 'index'> & { sector: number; block: Uint8Array }): Promise<SectorEvidence> {
  const index = Math.floor(sector / set.sectorsPerChunk)
  const place = sector % set.sectorsPerChunk
  const page = await readPage(set, Math.floor(index / pageChunks), getBlock)
  const { length } = decodeEntry(page, index % pageChunks)
  const promisedAt = promiseAt(length) + place * hashBytes
  return {
    ...{ sector, length, siblings: pathAbove(set, page, index, 'dataRoot') },
    cipher: provePart(block, place),
    promised: provePart(block, Math.floor(promisedAt / partBytes)),
  }
}

function pathAbove(set: DataSetRoots, page: Uint8Array, index: number, kind: RootKind): Uint8Array[] {
  const depth = depthOf(set.chunks)
  const inPage = Math.min(pageDepth, depth)
  const lower = merkleProof({ leaves: pageLeaves(page, kind), depth: inPage }, index % pageChunks)
  const upper = { leaves: joinRoots(set.pages, kind), depth: depth - inPage, base: pageDepth }
  return [...lower, ...merkleProof(upper, Math.floor(index / pageChunks))]
}
