import { RLP } from '@ethereumjs/rlp'
import { type Address, decodeHex, encodeHex } from '../../../lib/bytes/hex.ts'
import { decodeLog, encodeLog, type LogItems } from '../../../lib/chain/logItems.ts'
import { logsBloom } from '../../../lib/chain/logsBloom.ts'
import type { Receipt } from '../../../lib/chain/Receipt.ts'
import { encodeRlp, encodeScalar, type Rlp } from '../../../lib/chain/rlp.ts'
import { toBuffer } from './views.ts'

type Items = [...Uint8Array[], LogItems[]]
const nothing = new Uint8Array(0)

/** Returns the bytes in which a block's receipts are kept. Blooms follow from the logs and are left out. */
export function encodeReceipts(receipts: readonly Receipt[]): Buffer {
  return toBuffer(encodeRlp(receipts.map(toItems)))
}

/** Returns the receipts kept in the bytes. */
export function decodeReceipts(bytes: Uint8Array): Receipt[] {
  return (RLP.decode(bytes) as unknown as Items[]).map(fromItems)
}

function toItems(receipt: Receipt): Rlp[] {
  return [
    encodeScalar(receipt.type),
    receipt.root === undefined ? encodeScalar(receipt.status ?? 0) : decodeHex(receipt.root),
    encodeScalar(receipt.cumulativeGasUsed),
    encodeScalar(receipt.gasUsed),
    encodeScalar(receipt.effectiveGasPrice),
    receipt.contractAddress ? decodeHex(receipt.contractAddress) : nothing,
    optional(receipt.blobGasUsed),
    optional(receipt.blobGasPrice),
    receipt.logs.map(encodeLog),
  ]
}

function fromItems(items: Items): Receipt {
  const [type, outcome, cumulative, used, price, created, blobGas, blobPrice] = items as unknown as Uint8Array[]
  const logs = (items[8] as unknown as LogItems[]).map(decodeLog)
  return {
    type: Number(toBigInt(type!)),
    ...(outcome!.length === 32 ? { root: encodeHex(outcome!) } : { status: outcome!.length === 0 ? 0 : 1 }),
    cumulativeGasUsed: toBigInt(cumulative!),
    gasUsed: toBigInt(used!),
    effectiveGasPrice: toBigInt(price!),
    logsBloom: logsBloom(logs),
    logs,
    ...(created!.length > 0 && { contractAddress: encodeHex(created!) as Address }),
    ...(blobGas!.length > 0 && { blobGasUsed: toBigInt(blobGas!) - 1n }),
    ...(blobPrice!.length > 0 && { blobGasPrice: toBigInt(blobPrice!) - 1n }),
  }
}

/** Absent is empty, so a value is kept one higher. */
function optional(value: bigint | undefined): Uint8Array {
  return value === undefined ? nothing : encodeScalar(value + 1n)
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(encodeHex(bytes))
}
