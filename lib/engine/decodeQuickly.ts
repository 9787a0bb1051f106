import { decodeWord } from '../bytes/words.ts'
import { decodeRlp, type Rlp } from '../chain/rlp.ts'

/** What a transaction of type 0 or 2 without an access list says, and what it costs before its first instruction. */
export type QuickMessage = {
  type: 0 | 2
  nonce: bigint
  gasLimit: number
  intrinsicGas: number
  maxFeePerGas: bigint
  /** What is paid for a unit of gas while the base fee is zero. */
  gasPrice: bigint
  to: Uint8Array
  value: bigint
  data: Uint8Array
}

/** Returns the transaction, or nothing when it is of another kind or in any way doubtful: then the library reads it. */
export function decodeQuickly(raw: Uint8Array, chainId: bigint): QuickMessage | undefined {
  try {
    if (raw[0] === 2) return decodeFeeMarket(decodeRlp(raw.subarray(1)), chainId)
    if (raw[0]! >= 0xc0) return decodeLegacy(decodeRlp(raw), chainId)
  } catch {}
  return undefined
}

function decodeFeeMarket(items: Rlp, chainId: bigint): QuickMessage | undefined {
  if (items instanceof Uint8Array || items.length !== 12) return undefined
  const accessList = items[8]!
  if (accessList instanceof Uint8Array || accessList.length > 0) return undefined
  if (scalar(items[0]) !== chainId || scalar(items[9]) > 1n) return undefined
  const tip = scalar(items[2])
  const maxFeePerGas = scalar(items[3])
  if (tip > maxFeePerGas) return undefined
  const call = { nonce: items[1], gas: items[4], to: items[5], value: items[6], data: items[7] }
  return assemble(2, call, { maxFeePerGas, gasPrice: tip }, items.slice(10))
}

function decodeLegacy(items: Rlp, chainId: bigint): QuickMessage | undefined {
  if (items instanceof Uint8Array || items.length !== 9) return undefined
  const v = scalar(items[6]) - 2n * chainId
  if (v !== 35n && v !== 36n) return undefined
  const gasPrice = scalar(items[1])
  const call = { nonce: items[0], gas: items[2], to: items[3], value: items[4], data: items[5] }
  return assemble(0, call, { maxFeePerGas: gasPrice, gasPrice }, items.slice(7))
}

type Items = Record<'nonce' | 'gas' | 'to' | 'value' | 'data', Rlp | undefined>
type Fees = Pick<QuickMessage, 'maxFeePerGas' | 'gasPrice'>

function assemble(type: 0 | 2, call: Items, fees: Fees, signature: readonly Rlp[]): QuickMessage | undefined {
  const { to, data } = call
  if (!(to instanceof Uint8Array) || to.length !== 20 || !(data instanceof Uint8Array)) return undefined
  if (!signature.every(isPlainHalf)) return undefined
  const gasLimit = Number(scalar(call.gas))
  if (gasLimit > maxGas) return undefined
  const nonce = scalar(call.nonce)
  return { type, nonce, gasLimit, intrinsicGas: countGas(data), ...fees, to, value: scalar(call.value), data }
}

/** The signature was checked when the sender was recovered; of its form only what cannot be wrong is let through. */
function isPlainHalf(item: Rlp, index: number): boolean {
  if (!(item instanceof Uint8Array) || item.length === 0 || item.length > 32 || item[0] === 0) return false
  return item.length < 32 || item[0]! < (index === 0 ? 0xff : 0x7f) || item[1]! < 0xff
}

function scalar(item: Rlp | undefined): bigint {
  if (!(item instanceof Uint8Array) || item.length > 32 || item[0] === 0) throw new TypeError('no integer')
  return decodeWord(item)
}

function countGas(data: Uint8Array): number {
  let gas = 21_000
  for (const byte of data) gas += byte === 0 ? 4 : 16
  return gas
}

/** Further up sums would no longer be exact, and no block is that large. */
const maxGas = 2 ** 40
