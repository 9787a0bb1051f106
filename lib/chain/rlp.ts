import { decodeWord, encodeWord } from '../bytes/words.ts'
import { BaseError } from '../errors.ts'

/*
 * Recursive Length Prefix (Yellow Paper, appendix B). Decoding is strict: one value has one encoding, so whatever
 * decodes encodes back to the same bytes. The general libraries accept more than that, and a header that two nodes
 * read alike but hash differently is what a verifier must never meet.
 */
export type Rlp = Uint8Array | readonly Rlp[]

/** Returns the RLP of a byte string or of a nested list. */
export function encodeRlp(value: Rlp): Uint8Array {
  if (value instanceof Uint8Array) {
    if (value.length === 1 && value[0]! < 0x80) return value
    return concat([prefix(0x80, value.length), value])
  }
  const items = value.map(encodeRlp)
  const length = items.reduce((sum, item) => sum + item.length, 0)
  return concat([prefix(0xc0, length), ...items])
}

/** Returns the value that the bytes encode; throws unless they are exactly one canonical RLP item. */
export function decodeRlp(bytes: Uint8Array): Rlp {
  const { value, end } = decodeItem(bytes, 0, 0)
  if (end !== bytes.length) throw new InvalidRlpError(`${bytes.length - end} bytes after the item`)
  return value
}

/** Returns the big-endian bytes of an unsigned integer without leading zeros; zero is empty. */
export function encodeScalar(value: bigint | number): Uint8Array {
  if (value < 0) throw new InvalidRlpError('a negative integer')
  const word = BigInt(value)
  if (word >> 256n > 0n) throw new InvalidRlpError('an integer of more than 32 bytes')
  const bytes = encodeWord(word)
  const start = bytes.findIndex((byte) => byte !== 0)
  return start < 0 ? new Uint8Array() : bytes.subarray(start)
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

function prefix(base: number, length: number): Uint8Array {
  if (length <= 55) return Uint8Array.of(base + length)
  const bytes = encodeScalar(length)
  return concat([Uint8Array.of(base + 55 + bytes.length), bytes])
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const maxDepth = 32

export class InvalidRlpError extends BaseError {
  override readonly name = 'Chain.InvalidRlpError'
  constructor(found: string) {
    super(`Expected one canonical RLP item, found ${found}.`)
  }
}
