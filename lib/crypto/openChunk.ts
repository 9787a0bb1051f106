import { BaseError } from '../errors.ts'
import { hashKeyLeaf } from './keyTree.ts'
import { loadHashing } from './loadHashing.ts'
import { equalBytes } from './merkle.ts'
import { countSectors } from './planChunks.ts'
import {
  type ChunkEntry,
  type ChunkPlace,
  chunkAad,
  chunkIv,
  chunkRoot,
  hashBytes,
  hashLeaves,
  hashPlain,
  tagBytes,
} from './sealChunk.ts'
import { decryptAesCtr, decryptAesGcm, importAesKey, sha256 } from './webCrypto.ts'

export type CheckJob = ChunkPlace & { block: Uint8Array; entry: ChunkEntry }
export type OpenJob = CheckJob & { key: Uint8Array }

/** Verifies, without any key, that a block is the one that was committed to: what a buyer does before paying. */
export async function checkChunk({ block, entry, ...place }: CheckJob): Promise<void> {
  await loadHashing()
  const { cipher, plainHashes } = splitBlock(block, entry, place)
  if (!equalBytes(await sha256(block), entry.digest)) throw new WrongBlockError(place.index)
  const root = chunkRoot(hashLeaves(cipher, plainHashes, place), place)
  if (!equalBytes(root, entry.root)) throw new WrongChunkRootError(place.index)
}

/**
 * Returns the plaintext of a chunk; throws by name when block, key or any sector is not what was committed to.
 *
 * Sector hashes decide, not the tag of GCM: a contract can check a sector and cannot check the tag. Without this a seller
 * could commit to a wrong tag under good sectors, and a buyer would hold data that neither opens nor can be disputed.
 */
export async function openChunk({ key, ...job }: OpenJob): Promise<Uint8Array> {
  await checkChunk(job)
  if (!equalBytes(hashKeyLeaf(job.index, key), job.entry.keyLeaf)) throw new WrongKeyError(job.index)
  const plain = await decrypt(key, job)
  const { plainHashes } = splitBlock(job.block, job.entry, job)
  const found = hashPlain(key, plain, job)
  for (let at = 0; at < found.length; at += hashBytes) {
    const end = at + hashBytes
    if (equalBytes(found.subarray(at, end), plainHashes.subarray(at, end))) continue
    throw new WrongSectorError(job.index * job.sectorsPerChunk + at / hashBytes)
  }
  return plain
}

async function decrypt(key: Uint8Array, { block, entry, ...place }: CheckJob): Promise<Uint8Array> {
  const sealed = block.subarray(0, entry.length + tagBytes)
  const input = { key: await importAesKey(key), iv: chunkIv(place.index), data: sealed, aad: chunkAad(place) }
  return (await decryptAesGcm(input)) ?? decryptAesCtr({ key, iv: input.iv, data: sealed.subarray(0, entry.length) })
}

function splitBlock(block: Uint8Array, { length }: ChunkEntry, { index, sectorsPerChunk }: ChunkPlace) {
  const sectors = countSectors(length)
  const hashesAt = length + tagBytes
  if (sectors > sectorsPerChunk || block.length !== hashesAt + sectors * hashBytes) throw new WrongBlockError(index)
  return { cipher: block.subarray(0, length), plainHashes: block.subarray(hashesAt) }
}

export class WrongBlockError extends BaseError {
  override readonly name = 'Crypto.WrongBlockError'
  constructor(index: number) {
    super(`The stored block of chunk ${index} is not the one in the list of chunks.`, {
      metaMessages: ['Fetch it again, from another place: this one is damaged or forged.'],
    })
  }
}

export class WrongChunkRootError extends BaseError {
  override readonly name = 'Crypto.WrongChunkRootError'
  constructor(index: number) {
    super(`The sectors of chunk ${index} do not lead to the root in the list of chunks.`)
  }
}

export class WrongKeyError extends BaseError {
  override readonly name = 'Crypto.WrongKeyError'
  constructor(index: number) {
    super(`The key of chunk ${index} is not the one that was committed to.`)
  }
}

export class WrongSectorError extends BaseError {
  override readonly name = 'Crypto.WrongSectorError'
  readonly sector: number
  constructor(sector: number) {
    super(`Sector ${sector} decrypts to something else than was committed to.`)
    this.sector = sector
  }
}
