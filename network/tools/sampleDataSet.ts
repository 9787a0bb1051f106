// A small data set made the way a seller's client makes one: keys from a tree, chunks under AES-256-GCM, blocks and both
// commitments. Vectors and gas measurements are taken from it; docs/data-format.md has the formats.
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToNumberBE, concatBytes, numberToBytesBE } from '@noble/curves/utils.js'
import { blake3 } from '@noble/hashes/blake3.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { nodesOf } from './blake3Tree.ts'

export type Point = { x: bigint; y: bigint }

export type SampleDataSet = {
  rootKey: Uint8Array
  keys: Uint8Array[]
  /** The plain bytes of each chunk. */
  plains: Uint8Array[]
  /** Each chunk as it is stored. */
  blocks: Uint8Array[]
  /** BLAKE3 of each block. */
  digests: Uint8Array[]
  keyLeaves: Uint8Array[]
  dataLeaves: Uint8Array[]
}

const WRAP_TAG = keccak_256(new TextEncoder().encode('QoodBlock.wrap.v1'))
const CHUNK_TAG = new TextEncoder().encode('QoodBlock chunk v2')
const ZERO_LEAF = new Uint8Array(32)

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

/** Returns a data set of deterministic plain bytes, a chunk for each length, sealed under the name of the data set. */
export async function createSampleDataSet(
  id: Uint8Array,
  rootKey: Uint8Array,
  lengths: readonly number[],
): Promise<SampleDataSet> {
  const depth = depthOf(lengths.length)
  const keys = lengths.map((_, i) => chunkKeyOf(rootKey, i, depth))
  const plains = lengths.map((length, chunk) => plainChunk(chunk, length))
  const blocks = await Promise.all(plains.map((plain, i) => sealChunk(id, keys[i] ?? ZERO_LEAF, i, plain)))
  const digests = blocks.map((block) => blake3(block))
  return {
    rootKey,
    keys,
    plains,
    blocks,
    digests,
    keyLeaves: keys.map((key, i) => keccak_256(concatBytes(uint64(i), key))),
    dataLeaves: digests.map((digest, i) => dataLeafOf(digest, lengths[i] ?? 0)),
  }
}

/** Returns the leaf of a chunk under the data root: of the digest of its block and the length of its plain. */
export function dataLeafOf(digest: Uint8Array, length: number): Uint8Array {
  return keccak_256(concatBytes(digest, numberToBytesBE(length, 4)))
}

/** Returns where the promise of a sector begins in the text of its chunk. */
export function promiseAt(length: number, place: number): number {
  return Math.ceil(length / 32) * 32 + 32 * place
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

function plainChunk(chunk: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (chunk * 31 + i * 7 + (i >> 8)) & 255)
}

/** Returns the block of a chunk: plain, zeros and promises of its sectors under AES-256-GCM, with the tag. */
export async function sealChunk(
  id: Uint8Array,
  key: Uint8Array,
  chunk: number,
  plain: Uint8Array,
): Promise<Uint8Array> {
  const text = concatBytes(plain, new Uint8Array(promiseAt(plain.length, 0) - plain.length), ...nodesOf(plain))
  const aes = await crypto.subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, ['encrypt'])
  const additionalData = Uint8Array.from(concatBytes(CHUNK_TAG, id, uint64(chunk)))
  const iv = Uint8Array.from(ivOf(chunk))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, aes, Uint8Array.from(text))
  return new Uint8Array(sealed)
}
