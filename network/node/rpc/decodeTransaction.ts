import { encodeHex, formatQuantity, type Hex } from '../../../lib/bytes/hex.ts'
import { keccak256 } from '../../../lib/bytes/keccak256.ts'
import { decodeRlp, decodeScalar, type Rlp } from '../../../lib/chain/rlp.ts'
import { BaseError } from '../../../lib/errors.ts'

export type TransactionFields = Readonly<Record<string, unknown>> & { type: Hex; gasPrice?: Hex }

type Encode = (item: Rlp) => unknown
type Field = readonly [name: string, encode: Encode]

const quantity: Encode = (item) => formatQuantity(decodeScalar(asBytes(item)))
const bytes: Encode = (item) => encodeHex(asBytes(item))
const target: Encode = (item) => (asBytes(item).length === 0 ? null : encodeHex(asBytes(item)))
const list =
  (encode: Encode): Encode =>
  (item) =>
    asList(item).map(encode)
const accessList = list((item) => {
  const [address, storageKeys] = asList(item)
  return { address: bytes(address!), storageKeys: list(bytes)(storageKeys!) }
})
const authorizations = list((item) => {
  const [chainId, address, nonce, yParity, r, s] = asList(item).map((part) => asBytes(part))
  return {
    chainId: quantity(chainId!),
    address: bytes(address!),
    nonce: quantity(nonce!),
    yParity: quantity(yParity!),
    r: quantity(r!),
    s: quantity(s!),
  }
})

const nonce: Field = ['nonce', quantity]
const gas: Field = ['gas', quantity]
const gasPrice: Field = ['gasPrice', quantity]
const to: Field = ['to', target]
const value: Field = ['value', quantity]
const input: Field = ['input', bytes]
const chainId: Field = ['chainId', quantity]
const tip: Field = ['maxPriorityFeePerGas', quantity]
const maxFee: Field = ['maxFeePerGas', quantity]
const access: Field = ['accessList', accessList]
const signature: readonly Field[] = [
  ['v', quantity],
  ['r', quantity],
  ['s', quantity],
]

/** What stands where, by transaction type: 0 legacy, 1 EIP-2930, 2 EIP-1559, 3 EIP-4844, 4 EIP-7702. */
const layouts: readonly (readonly Field[])[] = [
  [nonce, gasPrice, gas, to, value, input, ...signature],
  [chainId, nonce, gasPrice, gas, to, value, input, access, ...signature],
  [chainId, nonce, tip, maxFee, gas, to, value, input, access, ...signature],
  [
    chainId,
    nonce,
    tip,
    maxFee,
    gas,
    to,
    value,
    input,
    access,
    ['maxFeePerBlobGas', quantity],
    ['blobVersionedHashes', list(bytes)],
    ...signature,
  ],
  [chainId, nonce, tip, maxFee, gas, to, value, input, access, ['authorizationList', authorizations], ...signature],
]

/** Returns the members of a JSON-RPC transaction that its own bytes tell; throws when they are none. */
export function decodeTransaction(raw: Uint8Array): TransactionFields {
  const type = raw[0]! >= 0xc0 ? 0 : raw[0]!
  const layout = layouts[type]
  if (layout === undefined) throw new InvalidTransactionBytesError(`type ${type}`)
  const items = asList(decodeRlp(type === 0 ? raw : raw.subarray(1)))
  if (items.length !== layout.length) throw new InvalidTransactionBytesError(`${items.length} fields`)
  const fields: Record<string, unknown> = { type: formatQuantity(type) }
  layout.forEach(([name, encode], i) => {
    fields[name] = encode(items[i]!)
  })
  if (type > 0) fields.yParity = fields.v
  else Object.assign(fields, chainIdOf(fields.v as Hex))
  return fields as TransactionFields
}

/** EIP-155 hides the chain id in v. */
function chainIdOf(v: Hex): { chainId?: Hex } {
  const number = BigInt(v)
  return number < 35n ? {} : { chainId: formatQuantity((number - 35n) / 2n) }
}

/** The newest blocks stay in memory, and whoever asks for one asks for its receipts and logs. */
const hashes = new WeakMap<Uint8Array, Hex>()

/** Returns the hash of a transaction in canonical bytes. */
export function hashTransaction(raw: Uint8Array): Hex {
  let hash = hashes.get(raw)
  if (hash === undefined) {
    hash = encodeHex(keccak256(raw))
    hashes.set(raw, hash)
  }
  return hash
}

function asBytes(item: Rlp): Uint8Array {
  if (item instanceof Uint8Array) return item
  throw new InvalidTransactionBytesError('a list where bytes should be')
}

function asList(item: Rlp): readonly Rlp[] {
  if (item instanceof Uint8Array) throw new InvalidTransactionBytesError('bytes where a list should be')
  return item
}

export class InvalidTransactionBytesError extends BaseError {
  override readonly name = 'Rpc.InvalidTransactionBytesError'
  constructor(found: string) {
    super(`Expected the bytes of a transaction, found ${found}.`)
  }
}
