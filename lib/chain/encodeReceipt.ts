import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { bloomOf, mergeBloom } from './logsBloom.ts'
import type { Log, Receipt } from './Receipt.ts'
import { encodeRlp, encodeScalar } from './rlp.ts'

/**
 * Returns the consensus bytes of a receipt, as the receipts trie holds them. The bloom is that of its logs; it is added to the
 * bloom of the block where one is given.
 */
export function encodeReceipt(
  { type, root, status, cumulativeGasUsed, logs }: Receipt,
  blockBloom?: Uint8Array,
): Uint8Array {
  const outcome = root === undefined ? encodeScalar(status ?? 0) : decodeHex(root)
  const bloom = bloomOf(logs)
  if (blockBloom && logs.length > 0) mergeBloom(blockBloom, bloom)
  const body = encodeRlp([outcome, encodeScalar(cumulativeGasUsed), bloom, logs.map(encodeLog)])
  if (type === 0) return body
  const bytes = new Uint8Array(body.length + 1)
  bytes[0] = type
  bytes.set(body, 1)
  return bytes
}

export type LogItems = [Uint8Array, Uint8Array[], Uint8Array]

/** A log is encoded for the root and for the store. */
const encoded = new WeakMap<Log, LogItems>()

/** Returns the items of a log as RLP wants them. */
export function encodeLog(log: Log): LogItems {
  let items = encoded.get(log)
  if (items === undefined) {
    items = [decodeHex(log.address), log.topics.map(decodeHex), decodeHex(log.data)]
    encoded.set(log, items)
  }
  return items
}

/** Spares decoding the hex of a log to whoever made the hex from these bytes. */
export function rememberLogItems(log: Log, items: LogItems): void {
  encoded.set(log, items)
}

/** Returns the log that the RLP items describe. */
export function decodeLog([address, topics, data]: LogItems): Log {
  return { address: encodeHex(address), topics: topics.map(encodeHex) as Hex[], data: encodeHex(data) }
}
