import { blake3 } from '@noble/hashes/blake3.js'
import { createBlake3Plain } from './blake3Plain.ts'
import { type Blake3Quad, createBlake3Quad } from './blake3Quad.ts'

/*
 * BLAKE3 cuts what it hashes in parts of 1 KiB and builds a tree over them. So the hash of a block, which is in its CID,
 * commits to each KiB of it, and a contract can be shown one alone: the contracts' Blake3Lib.
 * https://github.com/BLAKE3-team/BLAKE3-specs/blob/master/blake3.pdf
 */
export const partBytes = 1024
export const digestBytes = 32
/** What bitswap carries; longer messages are hashed without vectors. */
const mostBytes = 2_097_152
const lanes = 4
const flag = { start: 1, end: 2, parent: 4, root: 8 } as const

/** Nodes lie in front of the messages; four are written at a time, wanted or not. */
const messageAt = (mostBytes / partBytes + lanes) * digestBytes
const memoryBytes = messageAt + mostBytes + lanes * partBytes

/* One for the whole thread: hashing never awaits in between. */
let hasher: Blake3Quad | undefined
let loading: Promise<void> | undefined

/** Returns when hashing runs as fast as this machine can; before that, and without WebAssembly, it runs all the same. */
export function loadBlake3(): Promise<void> {
  loading ??= createBlake3Quad(memoryBytes).then((loaded) => {
    hasher = loaded ?? hasher
  })
  return loading
}

/** Returns the BLAKE3 hash of the bytes. */
export function hashBlock(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (!hasher || bytes.length > mostBytes) return blake3(bytes)
  let count = hashParts(hasher, bytes)
  while (count > 1) count = joinPairs(hasher, count)
  return hasher.memory.slice(0, digestBytes)
}

/** Returns the nodes of the sectors of a chunk, one after the other. None is a root, even if it is the only one. */
export function hashSectors(bytes: Uint8Array): Uint8Array {
  const used = currentHasher()
  return used.memory.slice(0, hashParts(used, bytes, 0) * digestBytes)
}

/** Returns the bytes and, from `at` on, the nodes of their sectors; where they lie the next message will be hashed. */
export function appendSectors(bytes: Uint8Array, at: number): Uint8Array {
  const used = currentHasher()
  const nodes = hashParts(used, bytes, 0) * digestBytes
  used.memory.copyWithin(messageAt + at, 0, nodes)
  return used.memory.subarray(messageAt, messageAt + at + nodes)
}

export type PartProof = {
  data: Uint8Array
  /** Bit i is set when the node at height i is the right one of its pair. */
  path: bigint
  /** From the bottom up. */
  siblings: Uint8Array[]
}

/** Returns part `index` of a block with its way to the hash of the block. */
export function provePart(block: Uint8Array, index: number): PartProof {
  const used = currentHasher()
  const siblings: Uint8Array[] = []
  let path = 0n
  let place = index
  for (let count = hashParts(used, block); count > 1; count = joinPairs(used, count)) {
    const sibling = place ^ 1
    // The last of an odd number stands a level higher as it is.
    if (sibling < count) {
      if (place > sibling) path |= 1n << BigInt(siblings.length)
      siblings.push(used.memory.slice(sibling * digestBytes, (sibling + 1) * digestBytes))
    }
    place >>= 1
  }
  return { data: block.slice(index * partBytes, (index + 1) * partBytes), path, siblings }
}

function currentHasher(): Blake3Quad {
  hasher ??= createBlake3Plain(memoryBytes)
  return hasher
}

/** Writes the nodes of all parts to the beginning of the memory; returns their number. */
function hashParts({ memory, run }: Blake3Quad, bytes: Uint8Array, rootFlag: number = flag.root): number {
  if (bytes.length > mostBytes) throw new RangeError(`expected at most ${mostBytes} bytes, found ${bytes.length}`)
  memory.set(bytes, messageAt)
  memory.fill(0, messageAt + bytes.length, messageAt + bytes.length + 64)
  const count = Math.max(1, Math.ceil(bytes.length / partBytes))
  const end = flag.end | (count === 1 ? rootFlag : 0)
  const whole = Math.floor(bytes.length / partBytes)
  for (let i = 0; i < whole; i += lanes) {
    run(messageAt + i * partBytes, partBytes, partBytes, i, 1, 0, flag.start, end, i * digestBytes)
  }
  const rest = bytes.length - whole * partBytes
  // What is shorter than the others is hashed by itself, four times.
  if (whole < count) {
    run(messageAt + whole * partBytes, 0, rest, whole, 0, 0, flag.start, end, whole * digestBytes)
  }
  return count
}

/** Replaces nodes by the nodes above each pair; returns their number. */
function joinPairs({ memory, run }: Blake3Quad, count: number): number {
  const pairs = count >> 1
  const odd = count % 2 === 1 ? memory.slice((count - 1) * digestBytes, count * digestBytes) : undefined
  const end = count === 2 ? flag.root : 0
  for (let i = 0; i < pairs; i += lanes) run(2 * i * digestBytes, 64, 64, 0, 0, flag.parent, 0, end, i * digestBytes)
  if (odd) memory.set(odd, pairs * digestBytes)
  return pairs + (odd ? 1 : 0)
}
