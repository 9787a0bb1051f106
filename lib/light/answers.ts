import { type Address, encodeHex, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'

/** Readers of JSON from a server that nobody trusts: each returns the value in its one form or throws with its place. */

export type Json = Readonly<Record<string, unknown>>

/** Returns the object. */
export function readObject(value: unknown, place: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(place, 'an object', value)
  return value as Json
}

/** Returns the list. */
export function readList(value: unknown, place: string, most = 100_000): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw malformed(place, `a list of at most ${most}`, value)
  return value
}

/** Returns lower-case hex of whole bytes, of that many where a number is given. */
export function readBytes(value: unknown, place: string, length?: number): Hex {
  const valid =
    typeof value === 'string' &&
    /^0x(?:[0-9a-fA-F]{2})*$/.test(value) &&
    (length === undefined || value.length === 2 + 2 * length)
  if (!valid) throw malformed(place, `${length === undefined ? '' : `${length} `}bytes of hexadecimal`, value)
  return value.toLowerCase() as Hex
}

/** Returns the hash. */
export function readHash(value: unknown, place: string): Hex {
  return readBytes(value, place, 32)
}

/** Returns the address in lower case. */
export function readAddress(value: unknown, place: string): Address {
  return readBytes(value, place, 20)
}

/** Returns the unsigned integer of at most 256 bits. */
export function readQuantity(value: unknown, place: string): bigint {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) {
    throw malformed(place, 'a hexadecimal quantity', value)
  }
  return BigInt(value)
}

/** Returns the unsigned integer below 2^53. */
export function readNumber(value: unknown, place: string): number {
  const number = Number(readQuantity(value, place))
  if (!Number.isSafeInteger(number)) throw malformed(place, 'a quantity below 2^53', value)
  return number
}

/** Returns the whole number of a JSON of ours, from 0 on. */
export function readCount(value: unknown, place: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw malformed(place, 'a whole number from 0 on', value)
  return value as number
}

/** Returns a storage key as 32 bytes, from a quantity or from bytes. */
export function readSlotKey(value: unknown, place: string): Hex {
  return formatWord(readQuantity(value, place))
}

/** Returns 32 bytes of hex. */
export function formatWord(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}

/** Returns the bytes as an unsigned integer. */
export function toBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(encodeHex(bytes))
}

function malformed(place: string, expected: string, value: unknown): MalformedAnswerError {
  return new MalformedAnswerError(place, expected, value)
}

export class MalformedAnswerError extends BaseError {
  override readonly name = 'Light.MalformedAnswerError'
  constructor(place: string, expected: string, found: unknown) {
    const text = JSON.stringify(found) ?? String(found)
    super(`Expected ${place} to be ${expected}, found ${text.length > 80 ? `${text.slice(0, 77)}...` : text}.`)
  }
}
