import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import type { Header } from './Header.ts'
import { decodeRlp, decodeScalar, encodeRlp, encodeScalar, type Rlp } from './rlp.ts'

/*
 * The RLP of a block header. Fields that later forks added stand at the end, so a header of an older fork is a shorter
 * list: 15 items before London, 16 from London, 17 Shanghai, 20 Cancun, 21 Prague. 19 is Besu's Cancun header on a
 * chain without a beacon chain.
 */
type Kind = { bytes: number } | 'bytes' | 'bigint' | 'number'

export const headerFields: readonly (readonly [keyof Header, Kind])[] = [
  ['parentHash', { bytes: 32 }],
  ['ommersHash', { bytes: 32 }],
  ['miner', { bytes: 20 }],
  ['stateRoot', { bytes: 32 }],
  ['transactionsRoot', { bytes: 32 }],
  ['receiptsRoot', { bytes: 32 }],
  ['logsBloom', { bytes: 256 }],
  ['difficulty', 'bigint'],
  ['number', 'number'],
  ['gasLimit', 'bigint'],
  ['gasUsed', 'bigint'],
  ['timestamp', 'number'],
  ['extraData', 'bytes'],
  ['mixHash', { bytes: 32 }],
  ['nonce', { bytes: 8 }],
  ['baseFeePerGas', 'bigint'],
  ['withdrawalsRoot', { bytes: 32 }],
  ['blobGasUsed', 'bigint'],
  ['excessBlobGas', 'bigint'],
  ['parentBeaconBlockRoot', { bytes: 32 }],
  ['requestsHash', { bytes: 32 }],
]
const fieldCounts = [15, 16, 17, 19, 20, 21]

/** Returns the RLP of the header; throws when a field is malformed or an older fork's field is missing. */
export function encodeHeader(header: Header): Uint8Array {
  return encodeRlp(headerFields.slice(0, countFields(header)).map(([name, kind]) => encodeField(header, name, kind)))
}

/** Returns the header that the RLP describes; throws unless it is canonical and has the fields of a known fork. */
export function decodeHeader(bytes: Uint8Array): Header {
  const items = decodeRlp(bytes)
  if (items instanceof Uint8Array) throw new InvalidHeaderError('a list of fields', 'a byte string')
  if (!fieldCounts.includes(items.length)) throw wrongCount(items.length)
  const entries = items.map((item, i) => {
    const [name, kind] = headerFields[i]!
    return [name, decodeField(item, name, kind)]
  })
  return Object.fromEntries(entries) as Header
}

/** Returns how many fields the header's fork has; throws when a field is missing before the last one that is present. */
export function countFields(header: Header): number {
  const count = headerFields.findLastIndex(([name]) => header[name] !== undefined) + 1
  if (!fieldCounts.includes(count)) throw wrongCount(count)
  return count
}

function encodeField(header: Header, name: keyof Header, kind: Kind): Uint8Array {
  const value = header[name]
  if (value === undefined) throw new InvalidHeaderError(name, 'nothing')
  if (kind === 'bigint' || kind === 'number') {
    if (typeof value !== kind) throw new InvalidHeaderError(`${name} as a ${kind}`, typeof value)
    return encodeScalar(checkInteger(value as number | bigint, name))
  }
  const bytes = decodeHex(value as Hex)
  checkLength(bytes, name, kind)
  return bytes
}

function decodeField(item: Rlp, name: keyof Header, kind: Kind): Hex | bigint | number {
  if (!(item instanceof Uint8Array)) throw new InvalidHeaderError(name, 'a list')
  if (kind === 'bigint') return decodeScalar(item)
  if (kind === 'number') return checkInteger(Number(decodeScalar(item)), name) as number
  checkLength(item, name, kind)
  return encodeHex(item)
}

function checkLength(bytes: Uint8Array, name: keyof Header, kind: Kind): void {
  if (typeof kind === 'object' && bytes.length !== kind.bytes) {
    throw new InvalidHeaderError(`${name} of ${kind.bytes} bytes`, `${bytes.length} bytes`)
  }
}

function checkInteger(value: number | bigint, name: keyof Header): number | bigint {
  const valid =
    typeof value === 'bigint' ? value >= 0n && value < 1n << 256n : Number.isSafeInteger(value) && value >= 0
  if (!valid) throw new InvalidHeaderError(`${name} as an unsigned integer in range`, `${value}`)
  return value
}

function wrongCount(count: number): InvalidHeaderError {
  return new InvalidHeaderError(`${fieldCounts.join(', ')} fields`, `${count}`)
}

export class InvalidHeaderError extends BaseError {
  override readonly name = 'Chain.InvalidHeaderError'
  constructor(expected: string, found: string) {
    super(`Expected a block header with ${expected}, found ${found}.`)
  }
}
