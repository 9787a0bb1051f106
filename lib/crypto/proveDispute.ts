import { type DataSetRoots, decodeEntry, joinRoots, pageChunks, pageColumn, pageDepth } from './ChunkPage.ts'
import { hashSector } from './hashSectors.ts'
import { depthOf } from './keyTree.ts'
import { merkleProof } from './merkle.ts'
import { type GetBlock, readPage } from './openData.ts'
import { countSectors, sectorBytes } from './planChunks.ts'
import { hashBytes, hashLeaves, tagBytes } from './sealChunk.ts'

export type KeyEvidence = { chunk: number; leaf: Uint8Array; siblings: Uint8Array[] }
export type SectorEvidence = { sector: number; cipher: Uint8Array; plainHash: Uint8Array; siblings: Uint8Array[] }

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
  const cipher = block.subarray(0, length)
  const plainHashes = block.subarray(length + tagBytes, length + tagBytes + countSectors(length) * hashBytes)
  const leaves = hashLeaves(cipher, plainHashes, { id: new Uint8Array(), index, sectorsPerChunk: set.sectorsPerChunk })
  const inChunk = merkleProof({ leaves, depth: Math.log2(set.sectorsPerChunk) }, place)
  return {
    sector,
    cipher: cipher.slice(place * sectorBytes, (place + 1) * sectorBytes),
    plainHash: plainHashes.slice(place * hashBytes, (place + 1) * hashBytes),
    siblings: [...inChunk, ...pathAbove(set, page, index, 'dataRoot')],
  }
}

/** Returns the leaf of a sector, from what a dispute shows of it. */
export function hashSectorLeaf({ sector, cipher, plainHash }: Omit<SectorEvidence, 'siblings'>): Uint8Array {
  return hashSector(cipher, sector, plainHash)
}

function pathAbove(set: DataSetRoots, page: Uint8Array, index: number, kind: 'dataRoot' | 'keyRoot'): Uint8Array[] {
  const depth = depthOf(set.chunks)
  const inPage = Math.min(pageDepth, depth)
  const base = kind === 'dataRoot' ? Math.log2(set.sectorsPerChunk) : 0
  const column = pageColumn(page, kind === 'dataRoot' ? 1 : 2)
  const lower = merkleProof({ leaves: column, depth: inPage, base }, index % pageChunks)
  const upper = { leaves: joinRoots(set.pages, kind), depth: depth - inPage, base: base + pageDepth }
  return [...lower, ...merkleProof(upper, Math.floor(index / pageChunks))]
}
