import { type Address, decodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import type { Params } from './Method.ts'
import { InvalidParamsError, shorten } from './RpcError.ts'

/*
 * What comes in from outside is unknown until one of these has looked at it. Each takes the value and its name for the
 * complaint, and returns the typed value or throws. No schemas are built per request: some of these run thousands of
 * times a second.
 */

/** Decodes one parameter by position, which its name in errors tells. */
export function param<Type>(params: Params, index: number, decode: (value: unknown, name: string) => Type): Type {
  return decode(params[index], `argument ${index}`)
}

/** Decodes a parameter that may be left out. */
export function optionalParam<Type>(
  params: Params,
  index: number,
  decode: (value: unknown, name: string) => Type,
): Type | undefined {
  const value = params[index]
  return value === undefined || value === null ? undefined : decode(value, `argument ${index}`)
}

/** Throws the error of a value that is not what was expected. */
export function refuse(name: string, expected: string, found: unknown): never {
  throw new InvalidParamsError(`invalid ${name}: expected ${expected}, found ${shorten(nameOf(found))}`)
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return `an array of ${value.length}`
  return typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value)
}

const addressPattern = /^0x[0-9a-fA-F]{40}$/
const hashPattern = /^0x[0-9a-fA-F]{64}$/
const bytesPattern = /^0x(?:[0-9a-fA-F]{2})*$/
const quantityPattern = /^0x(?:0|[1-9a-fA-F][0-9a-fA-F]*)$/

/** Returns the address in lower case. */
export function decodeAddress(value: unknown, name: string): Address {
  if (typeof value !== 'string' || !addressPattern.test(value)) refuse(name, 'an address (0x and 40 hex digits)', value)
  return value.toLowerCase() as Address
}

/** Returns the 32-byte hash in lower case. */
export function decodeHash(value: unknown, name: string): Hex {
  if (typeof value !== 'string' || !hashPattern.test(value)) refuse(name, 'a hash (0x and 64 hex digits)', value)
  return value.toLowerCase() as Hex
}

export function decodeBytes(value: unknown, name: string): Uint8Array {
  if (typeof value !== 'string' || !bytesPattern.test(value)) {
    refuse(name, 'bytes (0x and an even number of hex digits)', value)
  }
  return decodeHex(value)
}

/** Returns an unsigned integer of at most 256 bits. */
export function decodeQuantity(value: unknown, name: string): bigint {
  if (typeof value !== 'string' || !quantityPattern.test(value) || value.length > 66) {
    refuse(name, 'a quantity (0x and hex digits, no leading zeros)', value)
  }
  return BigInt(value)
}

/** Returns an unsigned integer of at most 64 bits. */
export function decodeUint64(value: unknown, name: string): bigint {
  const quantity = decodeQuantity(value, name)
  if (quantity > 0xffff_ffff_ffff_ffffn) refuse(name, 'a quantity of at most 64 bits', value)
  return quantity
}

/** Returns an unsigned integer that a JavaScript number holds exactly. */
export function decodeInteger(value: unknown, name: string): number {
  const quantity = decodeQuantity(value, name)
  if (quantity > BigInt(Number.MAX_SAFE_INTEGER)) refuse(name, 'a quantity below 2^53', value)
  return Number(quantity)
}

export function decodeBoolean(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') refuse(name, 'true or false', value)
  return value
}

export function decodeText(value: unknown, name: string): string {
  if (typeof value !== 'string') refuse(name, 'a string', value)
  return value
}

export function decodeObject(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(name, 'an object', value)
  return value as Record<string, unknown>
}

/** Returns the items, each decoded. */
export function decodeList<Type>(
  value: unknown,
  name: string,
  decode: (value: unknown, name: string) => Type,
  maxItems: number,
): Type[] {
  if (!Array.isArray(value)) refuse(name, 'an array', value)
  if (value.length > maxItems) refuse(name, `at most ${maxItems} items`, value)
  return value.map((item, i) => decode(item, `${name}[${i}]`))
}

/** Returns the 32 bytes of a storage key, which may be written short. */
export function decodeStorageKey(value: unknown, name: string): Uint8Array {
  if (typeof value !== 'string' || !value.startsWith('0x')) refuse(name, 'a storage key (0x and hex digits)', value)
  if (value.length > 66) {
    throw new InvalidParamsError(`storage key too long (want at most 32 bytes): "${shorten(value)}"`)
  }
  if (!/^0x[0-9a-fA-F]*$/.test(value)) throw new InvalidParamsError(`invalid hex in storage key: "${value}"`)
  return decodeHex(`0x${value.slice(2).padStart(64, '0')}`)
}

/** Decodes a member of an object that may be absent or null. */
export function member<Type>(
  object: Record<string, unknown>,
  key: string,
  decode: (value: unknown, name: string) => Type,
): Type | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined
  return value === undefined || value === null ? undefined : decode(value, `"${key}"`)
}
