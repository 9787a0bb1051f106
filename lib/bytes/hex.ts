import { BaseError } from '../errors.ts'

export type Hex = `0x${string}`
export type Address = `0x${string}`

const digits = '0123456789abcdef'

/** Returns lower-case 0x-prefixed hex of the bytes. */
export function encodeHex(bytes: Uint8Array): Hex {
  let hex = '0x'
  for (let at = 0; at < bytes.length; at += stretch)
    hex += encodeStretch(bytes, at, Math.min(bytes.length, at + stretch))
  return hex as Hex
}

/* Adding digit to digit leaves a string in as many pieces behind; this makes a stretch of it at once. */
const stretch = 256
const codes = Uint8Array.from(digits, (digit) => digit.charCodeAt(0))
const characters = new Uint8Array(2 * stretch)

function encodeStretch(bytes: Uint8Array, start: number, end: number): string {
  let at = 0
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!
    characters[at++] = codes[byte >> 4]!
    characters[at++] = codes[byte & 15]!
  }
  return String.fromCharCode.apply(null, characters.subarray(0, at) as unknown as number[])
}

/** Returns the bytes of 0x-prefixed hex with an even number of digits; throws on anything else. */
export function decodeHex(hex: string): Uint8Array {
  if (hex.length % 2 === 1 || !hex.startsWith('0x')) throw new InvalidHexError(hex)
  const bytes = new Uint8Array((hex.length - 2) / 2)
  let found = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = (digitOf(hex, 2 + 2 * i) << 4) | digitOf(hex, 3 + 2 * i)
    found |= byte
    bytes[i] = byte
  }
  if (found > 0xff) throw new InvalidHexError(hex)
  return bytes
}

/** Returns an unsigned integer as minimal 0x-prefixed hex, the "quantity" of JSON-RPC. */
export function formatQuantity(value: bigint | number): Hex {
  return `0x${value.toString(16)}`
}

/** A digit's value; for anything else a number that stands out from any two digits. */
function digitOf(hex: string, at: number): number {
  const code = hex.charCodeAt(at)
  return code < 128 ? values[code]! : notHex
}

const notHex = 0x100
const values: Uint16Array = new Uint16Array(128).fill(notHex)
for (const [value, digit] of [...digits].entries()) {
  values[digit.charCodeAt(0)] = value
  values[digit.toUpperCase().charCodeAt(0)] = value
}

export class InvalidHexError extends BaseError {
  override readonly name = 'Bytes.InvalidHexError'
  constructor(value: string) {
    const shown = value.length > 80 ? `${value.slice(0, 77)}...` : value
    super(`Expected 0x-prefixed hex with an even number of digits, found "${shown}".`)
  }
}
