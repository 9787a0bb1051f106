import { type Address, decodeHex, encodeHex, formatQuantity, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { publicKeyToAddress, type Recover, recoverWithNoble } from '../chain/recoverSealers.ts'
import { encodeRlp, encodeScalar, type Rlp } from '../chain/rlp.ts'
import { BaseError } from '../errors.ts'
import {
  type Json,
  MalformedAnswerError,
  readAddress,
  readBytes,
  readHash,
  readList,
  readObject,
  readQuantity,
} from './answers.ts'

/*
 * A transaction of JSON-RPC back in its canonical bytes (EIP-2718), whose hash names it and which the transactions root
 * fixes. Each member is read, written in its one form and encoded, so what comes out says what the bytes say.
 */
export type EncodedTransaction = {
  raw: Uint8Array
  hash: Hex
  type: number
  /** The members that the bytes tell, as JSON-RPC writes them. */
  fields: Record<string, unknown>
  /** What the sender signed. */
  digest: Uint8Array
  signature: { bytes: Uint8Array; recoveryId: 0 | 1 }
}

type Field = readonly [name: string, read: (value: unknown, place: string) => unknown, encode: (value: never) => Rlp]

const readTarget = (value: unknown, place: string): Address | null =>
  value === null || value === undefined ? null : readAddress(value, place)
const formattedQuantity = (value: unknown, place: string): Hex => formatQuantity(readQuantity(value, place))
const listOf = (read: (value: unknown, place: string) => unknown) => (value: unknown, place: string) =>
  readList(value, place).map((item) => read(item, place))

const encodeQuantity = (value: Hex): Rlp => encodeScalar(BigInt(value))
const encodeTarget = (value: Address | null): Rlp => (value === null ? new Uint8Array() : decodeHex(value))
const encodeHashes = (values: readonly Hex[]): Rlp => values.map(decodeHex)

type Access = { address: Address; storageKeys: Hex[] }
const readAccess = listOf((value, place): Access => {
  const { address, storageKeys } = readObject(value, place)
  return {
    address: readAddress(address, place),
    storageKeys: readList(storageKeys, place).map((key) => readHash(key, place)),
  }
})
const encodeAccess = (items: readonly Access[]): Rlp =>
  items.map(({ address, storageKeys }) => [decodeHex(address), storageKeys.map(decodeHex)])

const authorizationParts = ['chainId', 'address', 'nonce', 'yParity', 'r', 's'] as const
const readAuthorizations = listOf((value, place) => {
  const item = readObject(value, place)
  const entries = authorizationParts.map((name) => [
    name,
    name === 'address' ? readAddress(item[name], place) : formattedQuantity(item[name], place),
  ])
  return Object.fromEntries(entries)
})
const encodeAuthorizations = (items: readonly Record<string, Hex>[]): Rlp =>
  items.map((item) =>
    authorizationParts.map((name) => (name === 'address' ? decodeHex(item[name]!) : encodeQuantity(item[name]!))),
  )

const quantity = (name: string): Field => [name, formattedQuantity, encodeQuantity]
const target: readonly Field[] = [['to', readTarget, encodeTarget], quantity('value'), ['input', readBytes, decodeHex]]
const access: Field = ['accessList', readAccess, encodeAccess]
const fees1559 = [quantity('maxPriorityFeePerGas'), quantity('maxFeePerGas')]

/** What stands where before the signature, by type. */
const layouts: readonly (readonly Field[])[] = [
  [quantity('nonce'), quantity('gasPrice'), quantity('gas'), ...target],
  [quantity('chainId'), quantity('nonce'), quantity('gasPrice'), quantity('gas'), ...target, access],
  [quantity('chainId'), quantity('nonce'), ...fees1559, quantity('gas'), ...target, access],
  [
    ...[quantity('chainId'), quantity('nonce'), ...fees1559, quantity('gas'), ...target, access],
    ...([quantity('maxFeePerBlobGas'), ['blobVersionedHashes', listOf(readHash), encodeHashes]] as const),
  ],
  [
    ...[quantity('chainId'), quantity('nonce'), ...fees1559, quantity('gas'), ...target, access],
    ['authorizationList', readAuthorizations, encodeAuthorizations],
  ],
]

/** Returns the canonical bytes of a JSON-RPC transaction and what they tell; throws when it has no such form. */
export function encodeTransaction(value: unknown): EncodedTransaction {
  const json = readObject(value, 'a transaction')
  const type = json.type === undefined ? 0 : Number(readQuantity(json.type, 'type'))
  const layout = layouts[type]
  if (layout === undefined) throw new UnknownTransactionTypeError(type)
  const fields: Record<string, unknown> = { type: formatQuantity(type) }
  const items: Rlp[] = layout.map(([name, read, encode]) => {
    fields[name] = read(json[name], name)
    return encode(fields[name] as never)
  })
  const [v, r, s] = readSignature(json, type)
  Object.assign(fields, { v: formatQuantity(v), r: formatQuantity(r), s: formatQuantity(s) })
  if (type > 0) fields.yParity = fields.v
  else if (v >= 35n) fields.chainId = formatQuantity((v - 35n) / 2n)
  const raw = prefixed(type, [...items, ...[v, r, s].map(encodeScalar)])
  const replay = type === 0 && v >= 35n ? [encodeScalar((v - 35n) / 2n), new Uint8Array(), new Uint8Array()] : []
  return {
    raw,
    hash: encodeHex(keccak256(raw)),
    type,
    fields,
    digest: keccak256(prefixed(type, [...items, ...replay])),
    signature: { bytes: words(r, s), recoveryId: recoveryIdOf(type, v) },
  }
}

/** Returns who signed the transaction; throws when nobody can have. */
export function recoverSender(
  { digest, signature, hash }: EncodedTransaction,
  recover: Recover = recoverWithNoble,
): Address {
  const publicKey = recover(digest, signature.bytes, signature.recoveryId)
  if (publicKey === null) throw new UnsignedTransactionError(hash)
  return publicKeyToAddress(publicKey)
}

function readSignature(json: Json, type: number): [bigint, bigint, bigint] {
  const v = readQuantity(json.v ?? json.yParity, 'v')
  const valid = type === 0 ? v === 27n || v === 28n || v >= 35n : v <= 1n
  if (!valid) throw new MalformedAnswerError('v', 'a recovery id', json.v)
  return [v, readQuantity(json.r, 'r'), readQuantity(json.s, 's')]
}

function recoveryIdOf(type: number, v: bigint): 0 | 1 {
  if (type > 0) return Number(v) as 0 | 1
  return Number(v < 35n ? v - 27n : (v - 35n) % 2n) as 0 | 1
}

function prefixed(type: number, items: readonly Rlp[]): Uint8Array {
  const body = encodeRlp(items)
  return type === 0 ? body : Uint8Array.of(type, ...body)
}

function words(r: bigint, s: bigint): Uint8Array {
  return decodeHex(`0x${r.toString(16).padStart(64, '0')}${s.toString(16).padStart(64, '0')}`)
}

export class UnknownTransactionTypeError extends BaseError {
  override readonly name = 'Light.UnknownTransactionTypeError'
  constructor(type: number) {
    super(`Expected a transaction of a type from 0 to ${layouts.length - 1}, found type ${type}.`)
  }
}

export class UnsignedTransactionError extends BaseError {
  override readonly name = 'Light.UnsignedTransactionError'
  constructor(hash: Hex) {
    super(`Expected transaction ${hash} to carry a signature of some key, found none.`)
  }
}
