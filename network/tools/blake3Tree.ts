// The tree inside BLAKE3, which libraries keep to themselves: nodes of parts and parents, and the way from a part to the digest.
// Word by word and slow, for vectors and measurements; its digests are checked against noble's.
import { concatBytes } from '@noble/curves/utils.js'

export type Part = { data: Uint8Array; path: bigint; siblings: Uint8Array[] }

const PART_SIZE = 1024
const BLOCK_SIZE = 64
const START = 1
const END = 2
const PARENT = 4
const ROOT = 8
const IV = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]
const ORDER = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8]
const COLUMNS = [0, 1, 2, 3].map((i) => [i, 4 + i, 8 + i, 12 + i])
const DIAGONALS = [0, 1, 2, 3].map((i) => [i, 4 + ((i + 1) & 3), 8 + ((i + 2) & 3), 12 + ((i + 3) & 3)])

/** Returns the node of a part at its place: its chaining value, or the digest of a text that has no other part. */
export function nodeOf(part: Uint8Array, counter: number, flags = 0): Uint8Array {
  let chain = Uint32Array.from(IV)
  const blocks = Math.max(1, Math.ceil(part.length / BLOCK_SIZE))
  for (let i = 0; i < blocks; i++) {
    const block = part.subarray(i * BLOCK_SIZE, (i + 1) * BLOCK_SIZE)
    const kind = (i === 0 ? START : 0) | (i === blocks - 1 ? END | flags : 0)
    chain = compress(chain, block, counter, kind)
  }
  return bytesOf(chain)
}

/** Returns the digest of a text, from its nodes. */
export function digestOf(text: Uint8Array): Uint8Array {
  return text.length <= PART_SIZE ? nodeOf(text, 0, ROOT) : treeOf(nodesOf(text), ROOT)
}

/** Returns the nodes of the parts of a text; an empty text has one empty part. */
export function nodesOf(text: Uint8Array): Uint8Array[] {
  const count = Math.max(1, Math.ceil(text.length / PART_SIZE))
  return Array.from({ length: count }, (_, i) => nodeOf(text.subarray(i * PART_SIZE, (i + 1) * PART_SIZE), i))
}

/** Returns a part of a text with its way to the digest: bits of sides and siblings, from the bottom up. */
export function partOf(text: Uint8Array, index: number): Part {
  const data = text.slice(index * PART_SIZE, (index + 1) * PART_SIZE)
  return { data, ...wayOf(nodesOf(text), index) }
}

function wayOf(nodes: Uint8Array[], index: number): { path: bigint; siblings: Uint8Array[] } {
  if (nodes.length === 1) return { path: 0n, siblings: [] }
  const [left, right] = halvesOf(nodes)
  const isRight = index >= left.length
  const { path, siblings } = isRight ? wayOf(right, index - left.length) : wayOf(left, index)
  const side = isRight ? 1n << BigInt(siblings.length) : 0n
  return { path: path | side, siblings: [...siblings, treeOf(isRight ? left : right)] }
}

function treeOf(nodes: Uint8Array[], flags = 0): Uint8Array {
  const [only] = nodes
  if (only && nodes.length === 1) return only
  const [left, right] = halvesOf(nodes)
  const message = concatBytes(treeOf(left), treeOf(right))
  return bytesOf(compress(Uint32Array.from(IV), message, 0, PARENT | flags))
}

function halvesOf(nodes: Uint8Array[]): [Uint8Array[], Uint8Array[]] {
  // The largest power of two that leaves something to the right.
  const left = 2 ** (Math.ceil(Math.log2(nodes.length)) - 1)
  return [nodes.slice(0, left), nodes.slice(left)]
}

function compress(chain: Uint32Array, block: Uint8Array, counter: number, flags: number): Uint32Array<ArrayBuffer> {
  let message = wordsOf(block)
  const tail = [counter, Math.floor(counter / 2 ** 32), block.length, flags]
  const state = Uint32Array.from([...chain, ...IV.slice(0, 4), ...tail])
  for (let round = 0; round < 7; round++) {
    for (const [i, lanes] of [...COLUMNS, ...DIAGONALS].entries()) {
      mix(state, lanes, word(message, 2 * i), word(message, 2 * i + 1))
    }
    message = Uint32Array.from(ORDER, (from) => word(message, from))
  }
  return Uint32Array.from({ length: 8 }, (_, i) => word(state, i) ^ word(state, 8 + i))
}

function mix(state: Uint32Array, [i = 0, j = 0, k = 0, l = 0]: number[], x: number, y: number): void {
  let [a, b, c, d] = [word(state, i), word(state, j), word(state, k), word(state, l)]
  a = (a + b + x) >>> 0
  d = rotate(d ^ a, 16)
  c = (c + d) >>> 0
  b = rotate(b ^ c, 12)
  a = (a + b + y) >>> 0
  d = rotate(d ^ a, 8)
  c = (c + d) >>> 0
  b = rotate(b ^ c, 7)
  state[i] = a
  state[j] = b
  state[k] = c
  state[l] = d
}

const rotate = (value: number, bits: number) => ((value >>> bits) | (value << (32 - bits))) >>> 0
const word = (words: Uint32Array, index: number) => words[index] ?? 0

function wordsOf(block: Uint8Array): Uint32Array<ArrayBuffer> {
  const padded = new Uint8Array(BLOCK_SIZE)
  padded.set(block)
  const view = new DataView(padded.buffer)
  return Uint32Array.from({ length: 16 }, (_, i) => view.getUint32(4 * i, true))
}

function bytesOf(words: Uint32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(32))
  for (const [i, value] of words.entries()) view.setUint32(4 * i, value, true)
  return new Uint8Array(view.buffer)
}
