import { concatBytes } from '@noble/hashes/utils.js'
import { keccak256 } from '../bytes/keccak256.ts'
import { encodeUint64 } from './encodeUint.ts'
import { hashSectors } from './hashSectors.ts'
import { hashKeyLeaf } from './keyTree.ts'
import { loadHashing } from './loadHashing.ts'
import { merkleRoot } from './merkle.ts'
import { encryptAesGcm, importAesKey, sha256 } from './webCrypto.ts'

/*
 * A chunk is AES-256-GCM under a key of its own. What is stored is one block: ciphertext ‖ 16-byte tag ‖ the keyed hash
 * of each plain sector. Sectors are hashed by hashSectors, the plain ones keyed with the chunk key, since leaves are public
 * and readings are guessable; the encrypted ones keyed with the plain hash, which makes the leaf of both.
 */
export type ChunkPlace = {
  /** The 32 random bytes that name the data set. */
  id: Uint8Array
  index: number
  sectorsPerChunk: number
}

/** What the list of chunks says of one. */
export type ChunkEntry = {
  /** SHA-256 of the block, as in its CID. */
  digest: Uint8Array
  /** Root over the sectors of the chunk. */
  root: Uint8Array
  keyLeaf: Uint8Array
  /** Bytes of plaintext. */
  length: number
}

export const tagBytes = 16
export const hashBytes = 32
const encoder = new TextEncoder()

export type SealJob = ChunkPlace & { key: Uint8Array; plain: Uint8Array }
export type SealedChunk = { block: Uint8Array<ArrayBuffer>; entry: ChunkEntry }

/** Returns the block of a chunk and its entry in the list of chunks. */
export async function sealChunk({ key, plain, ...place }: SealJob): Promise<SealedChunk> {
  await loadHashing()
  const aesKey = await importAesKey(key)
  // The cipher works in a thread of its own: hash the plain sectors meanwhile.
  const encrypting = encryptAesGcm({ key: aesKey, iv: chunkIv(place.index), data: plain, aad: chunkAad(place) })
  const plainHashes = hashPlain(key, plain, place)
  const sealed = await encrypting
  const block = new Uint8Array(sealed.length + plainHashes.length)
  block.set(sealed)
  block.set(plainHashes, sealed.length)
  const hashing = sha256(block)
  const root = chunkRoot(hashLeaves(sealed.subarray(0, plain.length), plainHashes, place), place)
  const digest = await hashing
  return { block, entry: { digest, root, keyLeaf: hashKeyLeaf(place.index, key), length: plain.length } }
}

/** Returns the IV of a chunk, which a contract must be able to know. Each key encrypts one chunk only. */
export function chunkIv(index: number): Uint8Array {
  return keccak256(encodeUint64(index)).slice(0, 12)
}

/** Returns the bytes that bind a ciphertext to its data set and place. */
export function chunkAad({ id, index }: Pick<ChunkPlace, 'id' | 'index'>): Uint8Array {
  return concatBytes(encoder.encode('QoodBlock chunk v1'), id, encodeUint64(index))
}

/** Returns the keyed hashes of the plain sectors, one after the other. */
export function hashPlain(key: Uint8Array, plain: Uint8Array, { index, sectorsPerChunk }: ChunkPlace): Uint8Array {
  return hashSectors(plain, index * sectorsPerChunk, { key })
}

/** Returns the leaves of the sectors of a chunk, one after the other. */
export function hashLeaves(
  cipher: Uint8Array,
  plainHashes: Uint8Array,
  { index, sectorsPerChunk }: ChunkPlace,
): Uint8Array {
  return hashSectors(cipher, index * sectorsPerChunk, { keys: plainHashes })
}

/** Returns the root over the sectors of a chunk. */
export function chunkRoot(leaves: Uint8Array, { sectorsPerChunk }: Pick<ChunkPlace, 'sectorsPerChunk'>): Uint8Array {
  return merkleRoot({ leaves, depth: Math.log2(sectorsPerChunk) })
}
