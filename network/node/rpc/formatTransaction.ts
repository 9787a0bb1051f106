import { formatQuantity, type Hex } from '../../../lib/bytes/hex.ts'
import type { StoredBlock } from '../ChainReader.ts'
import type { PooledTransaction } from '../Pool.ts'
import { decodeTransaction, hashTransaction, type TransactionFields } from './decodeTransaction.ts'

export type RpcTransaction = Record<string, unknown>

/** Returns a transaction of a block as JSON-RPC writes it. */
export function formatTransaction(block: StoredBlock, index: number): RpcTransaction {
  const raw = block.transactions[index]!
  const fields = decodeTransaction(raw)
  return {
    blockHash: block.hash,
    blockNumber: formatQuantity(block.header.number),
    blockTimestamp: formatQuantity(block.header.timestamp),
    transactionIndex: formatQuantity(index),
    from: block.senders[index],
    hash: hashTransaction(raw),
    ...fields,
    gasPrice: priceOf(fields, block.header.baseFeePerGas ?? 0n),
  }
}

/** Returns a transaction that waits in the pool. */
export function formatPooledTransaction({ raw, sender, hash }: PooledTransaction): RpcTransaction {
  const fields = decodeTransaction(raw)
  return {
    blockHash: null,
    blockNumber: null,
    blockTimestamp: null,
    transactionIndex: null,
    from: sender,
    hash,
    ...fields,
    gasPrice: fields.gasPrice ?? fields.maxFeePerGas,
  }
}

/** What is paid per gas: stated, or the base fee and the tip within the maximum. */
function priceOf(fields: TransactionFields, baseFee: bigint): Hex {
  if (fields.gasPrice !== undefined) return fields.gasPrice
  const maxFee = BigInt(fields.maxFeePerGas as Hex)
  const tipped = baseFee + BigInt(fields.maxPriorityFeePerGas as Hex)
  return formatQuantity(tipped < maxFee ? tipped : maxFee)
}
