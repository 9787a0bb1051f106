import { BaseError } from '../../errors.ts'
import { decodePath, encodePath } from './nibbles.ts'

/**
 * Nodes of a Merkle-Patricia trie, decoded. Keys are hashes or RLP indexes, so no key is a prefix of another and a branch
 * never holds a value. `reference` is what the parent stores (32-byte hash, or the whole RLP when shorter); it is absent
 * while the node, or anything below it, has changed since the last commit.
 */
export type TrieNode = Unloaded | Leaf | Extension | Branch
export type Unloaded = { kind: 'unloaded'; reference: Uint8Array }
export type Leaf = { kind: 'leaf'; path: string; value: Uint8Array; reference: Uint8Array | undefined }
export type Extension = { kind: 'extension'; path: string; child: TrieNode; reference: Uint8Array | undefined }
export type Branch = { kind: 'branch'; children: (TrieNode | undefined)[]; reference: Uint8Array | undefined }

/**
 * Returns the RLP of a node whose children have their references. It lies in memory that is shared with other nodes: copy what
 * is kept for long.
 */
export function encodeNode(node: Leaf | Extension | Branch): Uint8Array {
  if (node.kind === 'leaf') return encodePair(encodePath(node.path, true), encodeString(node.value))
  if (node.kind === 'branch') return encodeBranch(node)
  return encodePair(encodePath(node.path, false), encodeReference(node.child.reference!))
}

function encodePair(path: Uint8Array, item: Uint8Array): Uint8Array {
  // A path has at most 33 bytes.
  const isByte = path.length === 1 && path[0]! < 0x80
  const pathLength = isByte ? 1 : 1 + path.length
  const { bytes, start } = begin(takeShared, 0xc0, pathLength + item.length)
  if (!isByte) bytes[start] = 0x80 + path.length
  bytes.set(path, isByte ? start : start + 1)
  bytes.set(item, start + pathLength)
  return bytes
}

/** Branches are most of what a block hashes, so their bytes are written to their place at once. */
function encodeBranch({ children }: Branch): Uint8Array {
  let length = 1
  for (let i = 0; i < 16; i++) {
    const reference = children[i]?.reference
    length += reference === undefined ? 1 : reference.length === 32 ? 33 : reference.length
  }
  const { bytes, start } = begin(takeShared, 0xc0, length)
  let at = start
  for (let i = 0; i < 16; i++) {
    const reference = children[i]?.reference
    if (reference === undefined) bytes[at++] = 0x80
    else {
      if (reference.length === 32) bytes[at++] = 0xa0
      bytes.set(reference, at)
      at += reference.length
    }
  }
  bytes[at] = 0x80
  return bytes
}

/** Returns the node that the RLP describes; children stay unloaded unless they are inlined. Throws on malformed nodes. */
export function decodeNode(bytes: Uint8Array): Leaf | Extension | Branch {
  const { start, end, isList } = header(bytes, 0)
  if (!isList || end !== bytes.length) throw new InvalidNodeError('expected one RLP list')
  const count = countItems(bytes, start)
  if (count === 17) return decodeBranch(bytes, start)
  if (count !== 2) throw new InvalidNodeError(`expected 2 or 17 items, found ${count}`)
  const second = header(bytes, start).end
  const { nibbles, isLeaf } = decodePath(stringOf(bytes.subarray(start, second)))
  if (isLeaf) return { kind: 'leaf', path: nibbles, value: stringOf(bytes.subarray(second)), reference: undefined }
  const child = decodeChild(bytes, second, end)
  if (!child) throw new InvalidNodeError('an extension without a child')
  return { kind: 'extension', path: nibbles, child, reference: undefined }
}

function decodeBranch(bytes: Uint8Array, start: number): Branch {
  const children: (TrieNode | undefined)[] = new Array(16)
  let at = start
  for (let i = 0; i < 16; i++) {
    const { end } = header(bytes, at)
    children[i] = decodeChild(bytes, at, end)
    at = end
  }
  if (bytes[at] !== 0x80) throw new InvalidNodeError('a branch with a value')
  return { kind: 'branch', children, reference: undefined }
}

function decodeChild(bytes: Uint8Array, start: number, end: number): TrieNode | undefined {
  const head = bytes[start]!
  if (head === 0x80) return undefined
  if (head === 0xa0) return { kind: 'unloaded', reference: bytes.subarray(start + 1, end) }
  if (head < 0xc0) throw new InvalidNodeError(`expected a hash or an inlined node, found ${end - start} bytes`)
  const item = bytes.subarray(start, end)
  const node = decodeNode(item)
  node.reference = item
  return node
}

function encodeReference(reference: Uint8Array): Uint8Array {
  return reference.length === 32 ? encodeString(reference) : reference
}

/** Returns the RLP string of the bytes. */
export function encodeString(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 1 && bytes[0]! < 0x80) return bytes
  const item = begin(takeOwn, 0x80, bytes.length)
  item.bytes.set(bytes, item.start)
  return item.bytes
}

/** Returns room for an item of that length, with its prefix. */
function begin(
  take: (size: number) => Uint8Array,
  offset: number,
  length: number,
): { bytes: Uint8Array; start: number } {
  const lengthBytes = length < 56 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3
  const bytes = take(1 + lengthBytes + length)
  bytes[0] = lengthBytes === 0 ? offset + length : offset + 55 + lengthBytes
  for (let i = 0; i < lengthBytes; i++) bytes[1 + i] = length >> (8 * (lengthBytes - 1 - i))
  return { bytes, start: 1 + lengthBytes }
}

const takeOwn = (size: number) => new Uint8Array(size)

/* A block encodes thousands of nodes that nobody needs once they are written, and memory of its own for each costs more than its bytes. */
const slabBytes = 65_536
let slab = new Uint8Array(slabBytes)
let slabUsed = 0

function takeShared(size: number): Uint8Array {
  if (size > slabBytes / 16) return new Uint8Array(size)
  if (slabUsed + size > slabBytes) {
    slab = new Uint8Array(slabBytes)
    slabUsed = 0
  }
  slabUsed += size
  return slab.subarray(slabUsed - size, slabUsed)
}

/** Returns how many items follow to the end. */
function countItems(bytes: Uint8Array, start: number): number {
  let count = 0
  for (let at = start; at < bytes.length; count++) {
    at = header(bytes, at).end
    if (at > bytes.length) throw new InvalidNodeError('an item runs past the end')
  }
  return count
}

function stringOf(item: Uint8Array): Uint8Array {
  const { start, isList } = header(item, 0)
  if (isList) throw new InvalidNodeError('expected a string, found a list')
  return item.subarray(start)
}

function header(bytes: Uint8Array, at: number): { start: number; end: number; isList: boolean } {
  const head = bytes[at]
  if (head === undefined) throw new InvalidNodeError('an item runs past the end')
  if (head < 0x80) return { start: at, end: at + 1, isList: false }
  const isList = head >= 0xc0
  const short = head - (isList ? 0xc0 : 0x80)
  if (short < 56) return { start: at + 1, end: at + 1 + short, isList }
  let length = 0
  for (let i = 0; i < short - 55; i++) length = length * 256 + (bytes[at + 1 + i] ?? 0)
  const start = at + 1 + short - 55
  return { start, end: start + length, isList }
}

/** Returns the bytes of one RLP string. */
export function decodeString(bytes: Uint8Array): Uint8Array {
  return stringOf(bytes)
}

export class InvalidNodeError extends BaseError {
  override readonly name = 'Chain.InvalidNodeError'
  constructor(found: string) {
    super(`Expected the RLP of a trie node, found ${found}.`)
  }
}
