import { RLP } from '@ethereumjs/rlp'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import type { Log, Receipt } from './Receipt.ts'

/** Returns the consensus bytes of a receipt, as the receipts trie holds them. */
export function encodeReceipt(receipt: Receipt): Uint8Array {
  const outcome = receipt.root === undefined ? encodeStatus(receipt.status) : decodeHex(receipt.root)
  const body = RLP.encode([
    outcome,
    receipt.cumulativeGasUsed,
    decodeHex(receipt.logsBloom),
    receipt.logs.map(encodeLog),
  ])
  if (receipt.type === 0) return body
  const bytes = new Uint8Array(body.length + 1)
  bytes[0] = receipt.type
  bytes.set(body, 1)
  return bytes
}

/** Returns the items of a log as RLP wants them. */
export function encodeLog(log: Log): [Uint8Array, Uint8Array[], Uint8Array] {
  return [decodeHex(log.address), log.topics.map(decodeHex), decodeHex(log.data)]
}

/** Returns the log that the RLP items describe. */
export function decodeLog([address, topics, data]: [Uint8Array, Uint8Array[], Uint8Array]): Log {
  return { address: encodeHex(address), topics: topics.map(encodeHex) as Hex[], data: encodeHex(data) }
}

function encodeStatus(status: 0 | 1 | undefined): Uint8Array {
  return status === 1 ? Uint8Array.of(1) : new Uint8Array(0)
}
