import { type Address, encodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import { keccak256 } from '../../../lib/bytes/keccak256.ts'
import {
  decodeRlp,
  decodeScalar,
  encodeRlp,
  encodeScalar,
  InvalidRlpError,
  type Rlp,
  rlpLength,
} from '../../../lib/chain/rlp.ts'
import { BaseError } from '../../../lib/errors.ts'

/*
 * From canonical bytes to what admission needs to know. Nothing is encoded again: the unsigned part of a transaction is
 * a slice of the signed one, so the signing hash costs one keccak and no copy of fields.
 */
export type DecodedTransaction = {
  hash: Hex
  type: 0 | 1 | 2
  nonce: number
  gasLimit: bigint
  maxFeePerGas: bigint
  maxPriorityFeePerGas: bigint
  to: Address | undefined
  value: bigint
  data: Uint8Array
  accessListAddresses: number
  accessListKeys: number
  /** What the sender signed, and the signature as r || s || parity. */
  signingHash: Uint8Array
  signature: Uint8Array
}

/** Returns the facts of a signed transaction of type 0, 1 or 2; throws a typed error on any other bytes. */
export function decodeTransaction(raw: Uint8Array, chainId: number): DecodedTransaction {
  const type = readType(raw)
  const payload = type === 0 ? raw : raw.subarray(1)
  const items = decodeItems(payload, layouts[type].length + 3)
  const field = (name: string) => items[layouts[type].indexOf(name)]
  const signature = decodeSignature(items.slice(-3), type, chainId)
  if (type !== 0) checkChainId(decodeInteger(field('chainId'), 'chain id'), chainId)
  const maxFeePerGas = decodeInteger(field(type === 2 ? 'maxFeePerGas' : 'gasPrice'), 'gas price')
  return {
    hash: encodeHex(keccak256(raw)),
    type,
    nonce: decodeNonce(field('nonce')),
    gasLimit: decodeInteger(field('gasLimit'), 'gas limit', 8),
    maxFeePerGas,
    maxPriorityFeePerGas: type === 2 ? decodeInteger(field('maxPriorityFeePerGas'), 'priority fee') : maxFeePerGas,
    to: decodeRecipient(field('to')),
    value: decodeInteger(field('value'), 'value'),
    data: decodeBytes(field('data'), 'data'),
    ...countAccessList(type === 0 ? [] : field('accessList')),
    signingHash: keccak256(unsignedBytes(payload, items, type, chainId)),
    signature,
  }
}

const layouts: Record<0 | 1 | 2, readonly string[]> = {
  0: ['nonce', 'gasPrice', 'gasLimit', 'to', 'value', 'data'],
  1: ['chainId', 'nonce', 'gasPrice', 'gasLimit', 'to', 'value', 'data', 'accessList'],
  2: ['chainId', 'nonce', 'maxPriorityFeePerGas', 'maxFeePerGas', 'gasLimit', 'to', 'value', 'data', 'accessList'],
}
const refusedTypes: Record<number, string> = {
  3: 'blob transactions (EIP-4844) have no place here, because this chain has no blob space',
  4: 'account delegations (EIP-7702) are not part of this chain',
}
const halfOrder = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n

function readType(raw: Uint8Array): 0 | 1 | 2 {
  const first = raw[0]
  if (first === undefined) throw new InvalidTransactionError('no bytes at all')
  if (first >= 0xc0) return 0
  if (first === 1 || first === 2) return first
  throw new UnsupportedTypeError(first)
}

function decodeItems(payload: Uint8Array, count: number): readonly Rlp[] {
  const items = decodeList(payload)
  if (items.length !== count) throw new InvalidTransactionError(`${items.length} fields where ${count} belong`)
  return items
}

function decodeList(payload: Uint8Array): readonly Rlp[] {
  try {
    const items = decodeRlp(payload)
    if (!(items instanceof Uint8Array)) return items
  } catch (error) {
    if (error instanceof InvalidRlpError) throw new InvalidTransactionError(error.shortMessage, error)
    throw error
  }
  throw new InvalidTransactionError('a byte string where a list belongs')
}

function decodeBytes(item: Rlp | undefined, name: string): Uint8Array {
  if (item instanceof Uint8Array) return item
  throw new InvalidTransactionError(`a list in place of the ${name}`)
}

function decodeInteger(item: Rlp | undefined, name: string, maxBytes = 32): bigint {
  const bytes = decodeBytes(item, name)
  if (bytes.length > maxBytes) throw new InvalidTransactionError(`a ${name} of ${bytes.length} bytes`)
  if (bytes[0] === 0) throw new InvalidTransactionError(`a ${name} with a leading zero byte`)
  return decodeScalar(bytes)
}

function decodeNonce(item: Rlp | undefined): number {
  const nonce = decodeInteger(item, 'nonce', 8)
  // EIP-2681 ends nonces at 2^64 - 1; no account gets near 2^53, so a number holds every honest one.
  if (nonce > Number.MAX_SAFE_INTEGER) throw new InvalidTransactionError(`the nonce ${nonce}, which no account reaches`)
  return Number(nonce)
}

function decodeRecipient(item: Rlp | undefined): Address | undefined {
  const bytes = decodeBytes(item, 'recipient')
  if (bytes.length === 0) return undefined
  if (bytes.length !== 20) throw new InvalidTransactionError(`a recipient of ${bytes.length} bytes`)
  return encodeHex(bytes)
}

function countAccessList(item: Rlp | undefined): { accessListAddresses: number; accessListKeys: number } {
  if (item === undefined || item instanceof Uint8Array) throw new InvalidTransactionError('no list as access list')
  let accessListKeys = 0
  for (const entry of item) {
    const [address, keys, ...rest] = entry instanceof Uint8Array ? [] : entry
    const valid = isBytes(address, 20) && keys && !(keys instanceof Uint8Array) && keys.every((key) => isBytes(key, 32))
    if (!valid || rest.length > 0) throw new InvalidTransactionError('a malformed access list')
    accessListKeys += keys.length
  }
  return { accessListAddresses: item.length, accessListKeys }
}

function isBytes(item: Rlp | undefined, length: number): boolean {
  return item instanceof Uint8Array && item.length === length
}

function decodeSignature(items: readonly Rlp[], type: 0 | 1 | 2, chainId: number): Uint8Array {
  const v = decodeInteger(items[0], 'signature parity')
  const r = decodeInteger(items[1], 'signature r')
  const s = decodeInteger(items[2], 'signature s')
  const parity = type === 0 ? parityOfLegacy(v, chainId) : v
  if (parity > 1n) throw new InvalidSignatureError(`a parity of 0 or 1, found ${parity}`)
  if (r === 0n || r > 2n * halfOrder) throw new InvalidSignatureError('r between 1 and the order of secp256k1')
  if (s === 0n || s > halfOrder) throw new InvalidSignatureError('s in the lower half of the order (EIP-2)')
  const signature = new Uint8Array(65)
  setRight(signature, items[1] as Uint8Array, 32)
  setRight(signature, items[2] as Uint8Array, 64)
  signature[64] = Number(parity)
  return signature
}

function setRight(target: Uint8Array, bytes: Uint8Array, end: number): void {
  target.set(bytes, end - bytes.length)
}

/** EIP-155: v = 35 + 2 * chain id + parity. */
function parityOfLegacy(v: bigint, chainId: number): bigint {
  if (v === 27n || v === 28n) throw new UnprotectedTransactionError(chainId)
  if (v < 35n) throw new InvalidSignatureError(`v of 35 or more, found ${v}`)
  checkChainId((v - 35n) / 2n, chainId)
  return (v - 35n) % 2n
}

function checkChainId(found: bigint, chainId: number): void {
  if (found !== BigInt(chainId)) throw new WrongChainIdError(chainId, found)
}

function unsignedBytes(payload: Uint8Array, items: readonly Rlp[], type: 0 | 1 | 2, chainId: number): Uint8Array {
  const headLength = payload[0]! <= 0xf7 ? 1 : 1 + payload[0]! - 0xf7
  const signatureLength = items.slice(-3).reduce((sum, item) => sum + rlpLength(item), 0)
  const fields = payload.subarray(headLength, payload.length - signatureLength)
  const tail = type === 0 ? concat([encodeRlp(encodeScalar(chainId)), Uint8Array.of(0x80, 0x80)]) : new Uint8Array()
  const length = fields.length + tail.length
  return concat([type === 0 ? new Uint8Array() : Uint8Array.of(type), listPrefix(length), fields, tail])
}

function listPrefix(length: number): Uint8Array {
  if (length <= 55) return Uint8Array.of(0xc0 + length)
  const bytes = encodeScalar(length)
  return concat([Uint8Array.of(0xf7 + bytes.length), bytes])
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

export class InvalidTransactionError extends BaseError {
  override readonly name = 'Pool.InvalidTransactionError'
  constructor(found: string, cause?: unknown) {
    super(`invalid transaction: expected the canonical bytes of a signed transaction, found ${found}.`, { cause })
  }
}

export class UnsupportedTypeError extends BaseError {
  override readonly name = 'Pool.UnsupportedTypeError'
  constructor(type: number) {
    const reason = refusedTypes[type] ?? 'this chain takes types 0, 1 and 2'
    super(`transaction type not supported: found type ${type}; ${reason}.`)
  }
}

export class UnprotectedTransactionError extends BaseError {
  override readonly name = 'Pool.UnprotectedTransactionError'
  constructor(chainId: number) {
    super(
      'only replay-protected (EIP-155) transactions allowed over RPC: ' +
        `the signature names no chain. Sign again with chain id ${chainId}.`,
    )
  }
}

export class WrongChainIdError extends BaseError {
  override readonly name = 'Pool.WrongChainIdError'
  constructor(chainId: number, found: bigint) {
    super(`invalid chain id for signer: have ${found} want ${chainId}. Switch the wallet to chain ${chainId}.`)
  }
}

export class InvalidSignatureError extends BaseError {
  override readonly name = 'Pool.InvalidSignatureError'
  constructor(expected: string) {
    super(`invalid sender: expected a signature with ${expected}. The transaction was damaged or not signed properly.`)
  }
}
