// A small data set made the way a seller's client makes one: keys from a tree, chunks under AES-256-GCM, sectors and both
// commitments. Vectors and gas measurements are taken from it; docs/decisions/2026-11-21-sector-disputes.md has the formats.
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToNumberBE, concatBytes, numberToBytesBE } from '@noble/curves/utils.js'
import { blake2b } from '@noble/hashes/blake2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'

export type Point = { x: bigint; y: bigint }

export type SampleDataSet = {
  rootKey: Uint8Array
  chunks: number
  sectorsPerChunk: number
  keys: Uint8Array[]
  plainSectors: Uint8Array[]
  cipherSectors: Uint8Array[]
  plainHashes: Uint8Array[]
  keyLeaves: Uint8Array[]
  dataLeaves: Uint8Array[]
}

const SECTOR_SIZE = 1024
const TAG_SIZE = 16
const WRAP_TAG = keccak_256(new TextEncoder().encode('QoodBlock.wrap.v1'))
const ZERO_LEAF = new Uint8Array(32)

/** BLAKE2b-256 keyed with 32 bytes, salted with the number of the sector. */
export function hashSector(sector: Uint8Array, number: number, key: Uint8Array): Uint8Array {
  return blake2b(sector, { dkLen: 32, key, salt: numberToBytesBE(number, 16) })
}

const uint64 = (value: number) => numberToBytesBE(value, 8)

/** Returns the key tree's child of a node. */
export function childOf(node: Uint8Array, bit: number): Uint8Array {
  return keccak_256(concatBytes(node, Uint8Array.of(bit)))
}

/** Returns the least depth with room for this many leaves. */
export function depthOf(leaves: number): number {
  return Math.ceil(Math.log2(leaves))
}

/** Returns the key of a chunk, reached from the root by the bits of its index, highest first. */
export function chunkKeyOf(rootKey: Uint8Array, index: number, depth: number): Uint8Array {
  let node = rootKey
  for (let level = depth - 1; level >= 0; level--) node = childOf(node, (index >> level) & 1)
  return node
}

/** Returns the IV of a chunk; it may be known, since every chunk has its own key. */
export function ivOf(chunk: number): Uint8Array {
  return keccak_256(uint64(chunk)).slice(0, 12)
}

/** Returns all levels of a Merkle tree, leaves first, padded with zero leaves to a power of two. */
function merkleLevels(leaves: Uint8Array[]): Uint8Array[][] {
  const padded = Array.from({ length: 2 ** depthOf(leaves.length) }, (_, i) => leaves[i] ?? ZERO_LEAF)
  const levels = [padded]
  for (let level = padded; level.length > 1; ) {
    level = Array.from({ length: level.length / 2 }, (_, i) =>
      keccak_256(concatBytes(Uint8Array.of(1), level[2 * i] ?? ZERO_LEAF, level[2 * i + 1] ?? ZERO_LEAF)),
    )
    levels.push(level)
  }
  return levels
}

/** Returns the Merkle root over leaves. */
export function merkleRoot(leaves: Uint8Array[]): Uint8Array {
  return merkleLevels(leaves).at(-1)?.[0] ?? ZERO_LEAF
}

/** Returns the siblings of a leaf from the bottom up. */
export function merkleProof(leaves: Uint8Array[], index: number): Uint8Array[] {
  return merkleLevels(leaves)
    .slice(0, -1)
    .map((level, height) => level[(index >> height) ^ 1] ?? ZERO_LEAF)
}

/** Returns a data set of deterministic plain bytes, sealed. */
export async function createSampleDataSet(
  rootKey: Uint8Array,
  chunks: number,
  sectorsPerChunk: number,
): Promise<SampleDataSet> {
  const depth = depthOf(chunks)
  const keys = Array.from({ length: chunks }, (_, i) => chunkKeyOf(rootKey, i, depth))
  const bodies = await Promise.all(keys.map((key, i) => sealChunk(key, i, plainChunk(i, sectorsPerChunk))))
  const plainSectors = keys.flatMap((_, i) => cut(plainChunk(i, sectorsPerChunk)))
  const cipherSectors = bodies.flatMap(cut)
  const plainHashes = plainSectors.map((plain, sector) => {
    const key = keys[Math.floor(sector / sectorsPerChunk)] ?? ZERO_LEAF
    return hashSector(plain, sector, key)
  })
  return {
    rootKey,
    chunks,
    sectorsPerChunk,
    keys,
    plainSectors,
    cipherSectors,
    plainHashes,
    keyLeaves: keys.map((key, i) => keccak_256(concatBytes(uint64(i), key))),
    dataLeaves: cipherSectors.map((cipher, i) => hashSector(cipher, i, plainHashes[i] ?? ZERO_LEAF)),
  }
}

/** Returns the public point of a secret. */
export function pointOf(secret: bigint): Point {
  const { x, y } = secp256k1.Point.BASE.multiply(secret).toAffine()
  return { x, y }
}

/** Returns the Ethereum address (20 bytes) of `secret * point`. */
export function sharedAddressOf(secret: bigint, point: Point): Uint8Array {
  const { x, y } = secp256k1.Point.fromAffine(point).multiply(secret).toAffine()
  return keccak_256(concatBytes(numberToBytesBE(x, 32), numberToBytesBE(y, 32))).slice(12)
}

/** Returns a node hidden so that only the two holders of the shared point can read it; the same call shows it again. */
export function wrapNode(node: Uint8Array, shared: Uint8Array, orderId: Uint8Array, part: number): Uint8Array {
  const mask = keccak_256(concatBytes(WRAP_TAG, shared, orderId, numberToBytesBE(part, 4)))
  return numberToBytesBE(bytesToNumberBE(node) ^ bytesToNumberBE(mask), 32)
}

function plainChunk(chunk: number, sectorsPerChunk: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: sectorsPerChunk * SECTOR_SIZE }, (_, i) => (chunk * 31 + i * 7 + (i >> 8)) & 255)
}

async function sealChunk(key: Uint8Array, chunk: number, plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const aes = await crypto.subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, ['encrypt'])
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: Uint8Array.from(ivOf(chunk)) }, aes, plain)
  return new Uint8Array(sealed).slice(0, -TAG_SIZE)
}

function cut(body: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(body.length / SECTOR_SIZE) }, (_, i) =>
    body.slice(i * SECTOR_SIZE, (i + 1) * SECTOR_SIZE),
  )
}
