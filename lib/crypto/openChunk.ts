import { equalBytes } from '../bytes/equalBytes.ts'
import { BaseError } from '../errors.ts'
import { hashBlock, hashSectors } from './blake3.ts'
import { blockBytes, countSectors, hashBytes, promiseAt, tagBytes } from './blockLayout.ts'
import { hashKeyLeaf } from './keyTree.ts'
import { loadHashing } from './loadHashing.ts'
import { type ChunkEntry, type ChunkPlace, chunkAad, chunkIv } from './sealChunk.ts'
import { decryptAesCtr, decryptAesGcm, importAesKey } from './webCrypto.ts'

export type CheckJob = ChunkPlace & { block: Uint8Array; entry: ChunkEntry }
export type OpenJob = CheckJob & { key: Uint8Array }

/** Verifies, without any key, that a block is the one that was committed to: what a buyer does before paying. */
export async function checkChunk({ block, entry, index, sectorsPerChunk }: CheckJob): Promise<void> {
  await loadHashing()
  const fits = countSectors(entry.length) <= sectorsPerChunk && block.length === blockBytes(entry.length)
  if (!fits || !equalBytes(hashBlock(block), entry.digest)) throw new WrongBlockError(index)
}

/**
 * Returns the plaintext of a chunk; throws by name when block, key or any sector is not what was committed to.
 *
 * The promise decides, not the tag of GCM: a contract can check a sector and cannot check the tag. Without this a seller
 * could commit to a wrong tag under good sectors, and a buyer would hold data that neither opens nor can be disputed.
 */
export async function openChunk({ key, ...job }: OpenJob): Promise<Uint8Array> {
  await checkChunk(job)
  if (!equalBytes(hashKeyLeaf(job.index, key), job.entry.keyLeaf)) throw new WrongKeyError(job.index)
  const text = await decrypt(key, job)
  const { length } = job.entry
  const plain = text.subarray(0, length)
  const promise = text.subarray(promiseAt(length))
  const found = hashSectors(plain)
  for (let at = 0; at < found.length; at += hashBytes) {
    const end = at + hashBytes
    if (equalBytes(found.subarray(at, end), promise.subarray(at, end))) continue
    throw new WrongSectorError(job.index * job.sectorsPerChunk + at / hashBytes)
  }
  return plain
}

async function decrypt(key: Uint8Array, { block, ...place }: CheckJob): Promise<Uint8Array> {
  const input = { key: await importAesKey(key), iv: chunkIv(place.index), data: block, aad: chunkAad(place) }
  return (await decryptAesGcm(input)) ?? decryptAesCtr({ key, iv: input.iv, data: block.subarray(0, -tagBytes) })
}

export class WrongBlockError extends BaseError {
  override readonly name = 'Crypto.WrongBlockError'
  constructor(index: number) {
    super(`The stored block of chunk ${index} is not the one in the list of chunks.`, {
      metaMessages: ['Fetch it again, from another place: this one is damaged or forged.'],
    })
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
