import { decodeWord } from '../bytes/words.ts'
import { listSpans } from '../chain/rlp.ts'

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
    if (raw[0] === 2) return decodeFeeMarket(readFields(raw.subarray(1)), chainId)
    if (raw[0]! >= 0xc0) return decodeLegacy(readFields(raw), chainId)
  } catch {}
  return undefined
}

/** The fields of a transaction where they lie: most become numbers, and need no bytes of their own. */
type Fields = { bytes: Uint8Array; spans: readonly number[] }

function readFields(bytes: Uint8Array): Fields {
  return { bytes, spans: listSpans(bytes) }
}

function span({ bytes, spans }: Fields, index: number): { start: number; end: number; isList: boolean } {
  const start = spans[2 * index]!
  const end = spans[2 * index + 1]!
  return { start, end, isList: start === end && bytes[start - 1] === 0xc0 }
}

function decodeFeeMarket(fields: Fields, chainId: bigint): QuickMessage | undefined {
  if (fields.spans.length !== 2 * 12 || !span(fields, 8).isList) return undefined
  if (scalar(fields, 0) !== chainId || scalar(fields, 9) > 1n) return undefined
  const tip = scalar(fields, 2)
  const maxFeePerGas = scalar(fields, 3)
  if (tip > maxFeePerGas || !isPlainHalf(fields, 10, 0xff) || !isPlainHalf(fields, 11, 0x7f)) return undefined
  return assemble(2, fields, { nonce: 1, gas: 4 }, { maxFeePerGas, gasPrice: tip })
}

function decodeLegacy(fields: Fields, chainId: bigint): QuickMessage | undefined {
  if (fields.spans.length !== 2 * 9) return undefined
  const v = scalar(fields, 6) - 2n * chainId
  if ((v !== 35n && v !== 36n) || !isPlainHalf(fields, 7, 0xff) || !isPlainHalf(fields, 8, 0x7f)) return undefined
  const gasPrice = scalar(fields, 1)
  return assemble(0, fields, { nonce: 0, gas: 2 }, { maxFeePerGas: gasPrice, gasPrice })
}

type Fees = Pick<QuickMessage, 'maxFeePerGas' | 'gasPrice'>

/** Recipient, value and data follow the gas limit. */
function assemble(
  type: 0 | 2,
  fields: Fields,
  at: { nonce: number; gas: number },
  fees: Fees,
): QuickMessage | undefined {
  const to = span(fields, at.gas + 1)
  const input = span(fields, at.gas + 3)
  if (to.end - to.start !== 20 || input.isList) return undefined
  const gasLimit = Number(scalar(fields, at.gas))
  if (gasLimit > maxGas) return undefined
  const data = fields.bytes.slice(input.start, input.end)
  return {
    type,
    nonce: scalar(fields, at.nonce),
    gasLimit,
    intrinsicGas: countGas(data),
    ...fees,
    to: fields.bytes.slice(to.start, to.end),
    value: scalar(fields, at.gas + 2),
    data,
  }
}

/** The signature was checked when the sender was recovered; of its form only what cannot be wrong is let through. */
function isPlainHalf(fields: Fields, index: number, below: number): boolean {
  const { bytes } = fields
  const { start, end } = span(fields, index)
  const length = end - start
  if (length === 0 || length > 32 || bytes[start] === 0) return false
  return length < 32 || bytes[start]! < below || bytes[start + 1]! < 0xff
}

function scalar(fields: Fields, index: number): bigint {
  const { bytes } = fields
  const { start, end, isList } = span(fields, index)
  if (isList || end - start > 32 || (start < end && bytes[start] === 0)) throw new TypeError('no integer')
  if (end - start > 6) return decodeWord(bytes.subarray(start, end))
  let value = 0
  for (let at = start; at < end; at++) value = value * 256 + bytes[at]!
  return BigInt(value)
}

function countGas(data: Uint8Array): number {
  let gas = 21_000
  for (const byte of data) gas += byte === 0 ? 4 : 16
  return gas
}

/** Further up sums would no longer be exact, and no block is that large. */
const maxGas = 2 ** 40
