import { decodeWord, encodeWord } from '../bytes/words.ts'
import { BaseError } from '../errors.ts'

/*
 * Recursive Length Prefix (Yellow Paper, appendix B). Decoding is strict: one value has one encoding, so whatever
 * decodes encodes back to the same bytes. The general libraries accept more than that, and a header that two nodes
 * read alike but hash differently is what a verifier must never meet.
 */
export type Rlp = Uint8Array | readonly Rlp[]

/**
 * Returns the RLP of a byte string or of a nested list, behind a byte that says its type where one is given. It is written from its
 * end to its beginning: by the time a prefix is due, what it counts stands.
 */
export function encodeRlp(value: Rlp, type?: number): Uint8Array {
  if (type === undefined && isSmallByte(value)) return value as Uint8Array
  let size = writeItem(value, 0)
  if (type !== undefined) size = writeByte(type, size)
  return scratch.slice(scratch.length - size)
}

/** Returns how many bytes a list takes whose items take that many together. */
export function rlpListLength(content: number): number {
  return prefixSize(content) + content
}

function isSmallByte(value: Rlp): boolean {
  return value instanceof Uint8Array && value.length === 1 && value[0]! < 0x80
}

/** Returns how many bytes the RLP of a value takes. */
export function rlpLength(value: Rlp): number {
  // The prefix of a string is as long as that of a list.
  return isSmallByte(value) ? 1 : rlpListLength(contentSize(value))
}

function contentSize(value: Rlp): number {
  if (value instanceof Uint8Array) return value.length
  let size = 0
  for (const item of value) size += rlpLength(item)
  return size
}

function prefixSize(length: number): number {
  return length <= 55 ? 1 : 1 + lengthSize(length)
}

function lengthSize(length: number): number {
  let size = 1
  for (let rest = length >>> 8; rest > 0; rest >>>= 8) size++
  return size
}

/* Everything is put together here, at the end, and nothing stays. No call counts on what another left. */
let scratch = new Uint8Array(4_096)

/** Each of these puts something before the bytes that stand there, so many, and returns how many they are then. */
function writeItem(value: Rlp, size: number): number {
  if (value instanceof Uint8Array) {
    const next = size + value.length
    makeRoom(next)
    scratch.set(value, scratch.length - next)
    return isSmallByte(value) ? next : writePrefix(0x80, value.length, next)
  }
  let next = size
  for (let i = value.length - 1; i >= 0; i--) next = writeItem(value[i]!, next)
  return writePrefix(0xc0, next - size, next)
}

function writePrefix(base: number, length: number, size: number): number {
  if (length <= 55) return writeByte(base + length, size)
  let next = size
  for (let rest = length; rest > 0; rest >>>= 8) next = writeByte(rest & 0xff, next)
  return writeByte(base + 55 + next - size, next)
}

function writeByte(byte: number, size: number): number {
  makeRoom(size + 1)
  scratch[scratch.length - size - 1] = byte
  return size + 1
}

function makeRoom(size: number): void {
  if (size <= scratch.length) return
  const larger = new Uint8Array(2 * size)
  larger.set(scratch, larger.length - scratch.length)
  scratch = larger
}

/** Returns the value that the bytes encode; throws unless they are exactly one canonical RLP item. */
export function decodeRlp(bytes: Uint8Array): Rlp {
  const { value, end } = decodeItem(bytes, 0, 0)
  if (end !== bytes.length) throw new InvalidRlpError(`${bytes.length - end} bytes after the item`)
  return value
}

/**
 * Returns where the items of a list of byte strings lie: start and end of each in turn, or throws as `decodeRlp` does. A list inside has
 * to be empty, and lies behind the byte 0xc0 that says so.
 */
export function listSpans(bytes: Uint8Array): number[] {
  const first = bytes[0]
  if (first === undefined || first < 0xc0) throw new InvalidRlpError('something else where a list should start')
  const { start, end } = decodeSpan(bytes, 0, first - 0xc0)
  if (end !== bytes.length) throw new InvalidRlpError(`${bytes.length - end} bytes after the item`)
  const spans: number[] = []
  for (let at = start; at < end; at = spans.at(-1)!) {
    const head = bytes[at]!
    if (head > 0xc0) throw new InvalidRlpError('a list where bytes should be')
    if (head < 0x80) spans.push(at, at + 1)
    else if (head === 0xc0) spans.push(at + 1, at + 1)
    else pushSpan(spans, bytes, at)
  }
  return spans
}

function pushSpan(spans: number[], bytes: Uint8Array, at: number): void {
  const { start, end } = decodeSpan(bytes, at, bytes[at]! - 0x80)
  if (end - start === 1 && bytes[start]! < 0x80) throw new InvalidRlpError('a single small byte with a prefix')
  spans.push(start, end)
}

/** Returns the big-endian bytes of an unsigned integer without leading zeros; zero is empty. */
export function encodeScalar(value: bigint | number): Uint8Array {
  if (value < 0) throw new InvalidRlpError('a negative integer')
  if (value < 0x1_0000_0000) return encodeSmall(Number(value))
  const word = BigInt(value)
  if (word >> 256n > 0n) throw new InvalidRlpError('an integer of more than 32 bytes')
  const bytes = encodeWord(word)
  let start = 0
  while (bytes[start] === 0) start++
  return bytes.subarray(start)
}

function encodeSmall(value: number): Uint8Array {
  const bytes = new Uint8Array(value === 0 ? 0 : lengthSize(value))
  for (let i = bytes.length, rest = value; i > 0; rest >>>= 8) bytes[--i] = rest
  return bytes
}

/** Returns the unsigned integer; throws on a leading zero byte or more than 32 bytes. */
export function decodeScalar(bytes: Uint8Array): bigint {
  if (bytes[0] === 0) throw new InvalidRlpError('an integer with a leading zero byte')
  if (bytes.length > 32) throw new InvalidRlpError(`an integer of ${bytes.length} bytes`)
  return decodeWord(bytes)
}

function decodeItem(bytes: Uint8Array, at: number, depth: number): { value: Rlp; end: number } {
  const first = bytes[at]
  if (first === undefined) throw new InvalidRlpError('nothing where an item should start')
  if (first < 0x80) return { value: bytes.slice(at, at + 1), end: at + 1 }
  if (depth > maxDepth) throw new InvalidRlpError(`lists nested deeper than ${maxDepth}`)
  const isList = first >= 0xc0
  const { start, end } = decodeSpan(bytes, at, first - (isList ? 0xc0 : 0x80))
  if (isList) return { value: decodeItems(bytes, start, end, depth), end }
  if (end - start === 1 && bytes[start]! < 0x80) throw new InvalidRlpError('a single small byte with a prefix')
  return { value: bytes.slice(start, end), end }
}

function decodeItems(bytes: Uint8Array, start: number, end: number, depth: number): Rlp[] {
  const items: Rlp[] = []
  const list = bytes.subarray(0, end)
  for (let at = start; at < end; ) {
    const item = decodeItem(list, at, depth + 1)
    items.push(item.value)
    at = item.end
  }
  return items
}

function decodeSpan(bytes: Uint8Array, at: number, code: number): { start: number; end: number } {
  const lengthBytes = code <= 55 ? 0 : code - 55
  const start = at + 1 + lengthBytes
  if (start > bytes.length) throw new InvalidRlpError('a length that is cut off')
  const length = lengthBytes === 0 ? code : decodeLength(bytes.subarray(at + 1, start))
  if (length > bytes.length - start) throw new InvalidRlpError('an item that is cut off')
  return { start, end: start + length }
}

function decodeLength(bytes: Uint8Array): number {
  if (bytes[0] === 0) throw new InvalidRlpError('a length with a leading zero byte')
  let length = 0
  for (const byte of bytes) length = length * 256 + byte
  if (length <= 55) throw new InvalidRlpError('a long length where a short one fits')
  return length
}

const maxDepth = 32

export class InvalidRlpError extends BaseError {
  override readonly name = 'Chain.InvalidRlpError'
  constructor(found: string) {
    super(`Expected one canonical RLP item, found ${found}.`)
  }
}
