import { getBlock, getTransactionReceipt } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'

export type TransactionState = {
  kind: 'waiting' | 'inBlock' | 'final' | 'reverted'
  blockNumber: number | undefined
}

/** Returns where a transaction is on its way; one that no block holds is waiting. */
export async function readTransactionState(client: NodeClient, hash: Hex): Promise<TransactionState> {
  const receipt = await getTransactionReceipt(client, { hash }).catch((error: Error) => {
    if (error.name !== 'TransactionReceiptNotFoundError') throw error
    return undefined
  })
  if (!receipt) return { kind: 'waiting', blockNumber: undefined }
  const blockNumber = Number(receipt.blockNumber)
  const finalized = await getBlock(client, { blockTag: 'finalized' })
  if (finalized.number < receipt.blockNumber) return { kind: 'inBlock', blockNumber }
  return { kind: receipt.status === 'success' ? 'final' : 'reverted', blockNumber }
}
