import { concatBytes } from '@noble/hashes/utils.js'
import { keccak256 } from '../bytes/keccak256.ts'
import { appendSectors, hashBlock } from './blake3.ts'
import { promiseAt } from './blockLayout.ts'
import { encodeUint64 } from './encodeUint.ts'
import { hashKeyLeaf } from './keyTree.ts'
import { loadHashing } from './loadHashing.ts'
import { encryptAesGcm, importAesKey } from './webCrypto.ts'

/*
 * A chunk is AES-256-GCM under a key of its own. Behind the plaintext, under the same cipher, lies the promise: the BLAKE3 node
 * of each sector. What is stored is the ciphertext, and its BLAKE3 hash commits to every sector and to what each must
 * decrypt to: docs/decisions/2026-11-29-blake3.md.
 */
export type ChunkPlace = {
  /** The 32 random bytes that name the data set. */
  id: Uint8Array
  index: number
  sectorsPerChunk: number
}

/** What the list of chunks says of one. */
export type ChunkEntry = {
  /** BLAKE3 of the block, as in its CID. */
  digest: Uint8Array
  keyLeaf: Uint8Array
  /** Bytes of plaintext. */
  length: number
}

const encoder = new TextEncoder()

export type SealJob = ChunkPlace & { key: Uint8Array; plain: Uint8Array }
export type SealedChunk = { block: Uint8Array<ArrayBuffer>; entry: ChunkEntry }

/** Returns the block of a chunk and its entry in the list of chunks. */
export async function sealChunk(job: SealJob): Promise<SealedChunk> {
  await loadHashing()
  return sealText(job, () => addPromise(job.plain))
}

/** Returns the block that holds this text, whatever it promises, and its entry. The text is asked for when it can be encrypted. */
export async function sealText({ key, plain, ...place }: SealJob, text: () => Uint8Array): Promise<SealedChunk> {
  const aesKey = await importAesKey(key)
  const block = await encryptAesGcm({ key: aesKey, iv: chunkIv(place.index), aad: chunkAad(place), data: text() })
  const keyLeaf = hashKeyLeaf(place.index, key)
  return { block, entry: { digest: hashBlock(block), keyLeaf, length: plain.length } }
}

/** Returns the plaintext with its promise behind it, until the next message is hashed: WebCrypto copies what it encrypts at once. */
export function addPromise(plain: Uint8Array): Uint8Array {
  return appendSectors(plain, promiseAt(plain.length))
}

/** Returns the leaf of a chunk under the data root. Its 36 bytes differ in length from inner nodes and from leaves of keys. */
export function hashChunkLeaf({ digest, length }: Pick<ChunkEntry, 'digest' | 'length'>): Uint8Array {
  const input = new Uint8Array(digest.length + 4)
  input.set(digest)
  new DataView(input.buffer).setUint32(digest.length, length)
  return keccak256(input)
}

/** Returns the IV of a chunk, which a contract must be able to know. Each key encrypts one chunk only. */
export function chunkIv(index: number): Uint8Array {
  return keccak256(encodeUint64(index)).slice(0, 12)
}

/** Returns the bytes that bind a ciphertext to its data set and place. */
export function chunkAad({ id, index }: Pick<ChunkPlace, 'id' | 'index'>): Uint8Array {
  return concatBytes(encoder.encode('QoodBlock chunk v2'), id, encodeUint64(index))
}
