import { decodeHex } from '../bytes/hex.ts'
import { encodeLog } from './logItems.ts'
import { bloomOf, mergeBloom } from './logsBloom.ts'
import type { Receipt } from './Receipt.ts'
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
  const items = logs.map(encodeLog)
  const bloom = bloomOf(items)
  if (blockBloom && logs.length > 0) mergeBloom(blockBloom, bloom)
  return encodeRlp([outcome, encodeScalar(cumulativeGasUsed), bloom, items], type === 0 ? undefined : type)
}
