import { BaseError } from '../errors.ts'

export type Hex = `0x${string}`
export type Address = `0x${string}`

const digits = '0123456789abcdef'
const byteToHex: string[] = Array.from({ length: 256 }, (_, byte) => digits[byte >> 4]! + digits[byte & 15]!)

/** Returns lower-case 0x-prefixed hex of the bytes. */
export function encodeHex(bytes: Uint8Array): Hex {
  let hex = '0x'
  for (const byte of bytes) hex += byteToHex[byte]
  return hex as Hex
}

/** Returns the bytes of 0x-prefixed hex with an even number of digits; throws on anything else. */
export function decodeHex(hex: string): Uint8Array {
  if (!/^0x(?:[0-9a-fA-F]{2})*$/.test(hex)) throw new InvalidHexError(hex)
  const bytes = new Uint8Array((hex.length - 2) / 2)
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (digit(hex.charCodeAt(2 + 2 * i)) << 4) | digit(hex.charCodeAt(3 + 2 * i))
  }
  return bytes
}

/** Returns an unsigned integer as minimal 0x-prefixed hex, the "quantity" of JSON-RPC. */
export function formatQuantity(value: bigint | number): Hex {
  return `0x${value.toString(16)}`
}

function digit(charCode: number): number {
  return charCode < 58 ? charCode - 48 : (charCode | 32) - 87
}

export class InvalidHexError extends BaseError {
  override readonly name = 'Bytes.InvalidHexError'
  constructor(value: string) {
    const shown = value.length > 80 ? `${value.slice(0, 77)}...` : value
    super(`Expected 0x-prefixed hex with an even number of digits, found "${shown}".`)
  }
}
