import type { Transaction, TransactionReceipt } from 'viem'
import { getBlock, getTransaction, getTransactionReceipt } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import type { NodeClient } from './createNodeClient.ts'

export type TransactionDetails = {
  transaction: Transaction
  /** Both absent while the transaction waits in the pool. */
  receipt: TransactionReceipt | undefined
  timestamp: bigint | undefined
}

/** Returns a transaction with its receipt, or undefined where the node knows none by that hash. */
export async function readTransactionDetails(
  client: NodeClient,
  hash: string,
): Promise<TransactionDetails | undefined> {
  if (!isTransactionHash(hash)) throw new InvalidTransactionHashError(hash)
  const transaction = await getTransaction(client, { hash }).catch(unless('TransactionNotFoundError'))
  if (!transaction) return undefined
  if (transaction.blockNumber === null) return { transaction, receipt: undefined, timestamp: undefined }
  const [receipt, block] = await Promise.all([
    getTransactionReceipt(client, { hash }).catch(unless('TransactionReceiptNotFoundError')),
    getBlock(client, { blockNumber: transaction.blockNumber }),
  ])
  return { transaction, receipt, timestamp: block.timestamp }
}

function isTransactionHash(text: string): text is Hex {
  return /^0x[0-9a-fA-F]{64}$/.test(text)
}

function unless(name: string) {
  return (error: Error): undefined => {
    if (error.name !== name) throw error
    return undefined
  }
}

export class InvalidTransactionHashError extends BaseError {
  override readonly name = 'Chain.InvalidTransactionHashError'
  constructor(found: string) {
    super(`Expected a transaction hash of 32 bytes, found "${found.slice(0, 80)}".`)
  }
}
