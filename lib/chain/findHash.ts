import { getBlock, getTransaction } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from './createNodeClient.ts'

/** Returns whether a hash is a transaction or a block of this chain, or undefined where it is neither. */
export async function findHash(client: NodeClient, hash: Hex): Promise<'tx' | 'block' | undefined> {
  const [transaction, block] = await Promise.all([
    getTransaction(client, { hash }).catch(absent),
    getBlock(client, { blockHash: hash }).catch(absent),
  ])
  if (transaction) return 'tx'
  return block ? 'block' : undefined
}

function absent(error: Error): undefined {
  if (error.name === 'TransactionNotFoundError' || error.name === 'BlockNotFoundError') return undefined
  throw error
}
