import { concatBytes } from '@noble/hashes/utils.js'
import { keccak256 } from '../bytes/keccak256.ts'
import { encodeUint64 } from './encodeUint.ts'
import { hashEach, loadHashing } from './hashEach.ts'
import { hashKeyLeaf } from './keyTree.ts'
import { merkleRoot } from './merkle.ts'
import { sectorBytes } from './planChunks.ts'
import { encryptAesGcm, importAesKey, sha256 } from './webCrypto.ts'

/*
 * A chunk is AES-256-GCM under a key of its own. What is stored is one block: ciphertext ‖ 16-byte tag ‖ the keyed hash
 * of each plain sector. The leaf of sector s (counted over the whole data set) is
 * keccak256(uint64 s ‖ keccak256(cipher sector) ‖ plain hash), the plain hash keccak256(chunk key ‖ uint64 s ‖ plain
 * sector): leaves are public and readings are guessable. Sizes and byte order are those of the contracts' SectorLib.
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

/** Returns how many sectors that many bytes fill; an empty chunk has one empty sector. */
export function countSectors(length: number): number {
  return Math.max(1, Math.ceil(length / sectorBytes))
}

/** Returns the keyed hashes of the plain sectors, one after the other. */
export function hashPlain(key: Uint8Array, plain: Uint8Array, { index, sectorsPerChunk }: ChunkPlace): Uint8Array {
  const prefix = new Uint8Array(hashBytes + 8)
  const view = new DataView(prefix.buffer)
  prefix.set(key)
  return hashSectors(plain, prefix.length, (i, message) => {
    view.setBigUint64(hashBytes, BigInt(index * sectorsPerChunk + i))
    message.set(prefix)
  })
}

/** Returns the leaves of the sectors of a chunk, one after the other. */
export function hashLeaves(
  cipher: Uint8Array,
  plainHashes: Uint8Array,
  { index, sectorsPerChunk }: ChunkPlace,
): Uint8Array {
  const count = countSectors(cipher.length)
  const cipherHashes = hashSectors(cipher, 0, () => {})
  const number = new Uint8Array(8)
  const view = new DataView(number.buffer)
  const write = (i: number, message: Uint8Array) => {
    view.setBigUint64(0, BigInt(index * sectorsPerChunk + i))
    message.set(number)
    message.set(cipherHashes.subarray(i * hashBytes, (i + 1) * hashBytes), 8)
    message.set(plainHashes.subarray(i * hashBytes, (i + 1) * hashBytes), 8 + hashBytes)
  }
  return hashEach({ count, length: 8 + 2 * hashBytes, write })
}

/** Hashes each sector behind a prefix; the last sector may be shorter than the others. */
function hashSectors(
  bytes: Uint8Array,
  prefixBytes: number,
  writePrefix: (i: number, message: Uint8Array) => void,
): Uint8Array {
  const whole = Math.floor(bytes.length / sectorBytes)
  const rest = countSectors(bytes.length) - whole
  const hash = (first: number, count: number, length: number) =>
    hashEach({
      count,
      length: prefixBytes + length,
      write(i, message) {
        const start = (first + i) * sectorBytes
        writePrefix(first + i, message)
        message.set(bytes.subarray(start, start + length), prefixBytes)
      },
    })
  const hashes = new Uint8Array((whole + rest) * hashBytes)
  hashes.set(hash(0, whole, sectorBytes))
  hashes.set(hash(whole, rest, bytes.length - whole * sectorBytes), whole * hashBytes)
  return hashes
}

/** Returns the root over the sectors of a chunk. */
export function chunkRoot(leaves: Uint8Array, { sectorsPerChunk }: Pick<ChunkPlace, 'sectorsPerChunk'>): Uint8Array {
  return merkleRoot({ leaves, depth: Math.log2(sectorsPerChunk) })
}
