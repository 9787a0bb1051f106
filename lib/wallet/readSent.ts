import { getTransaction } from 'viem/actions'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'

/** What a transaction of one's own was: coins to somebody, a call, or a new contract. */
export type SentTransaction = { kind: 'coins' | 'call' | 'deploy'; to: Address | undefined; amountWei: bigint }

/** Returns what was sent, or null when the node knows no such transaction. */
export async function readSent(client: NodeClient, hash: Hex): Promise<SentTransaction | null> {
  const found = await getTransaction(client, { hash }).catch((error: Error) => {
    if (error.name !== 'TransactionNotFoundError') throw error
    return null
  })
  if (!found) return null
  const { to, value, input } = found
  if (!to) return { kind: 'deploy', to: undefined, amountWei: value }
  return { kind: input === '0x' ? 'coins' : 'call', to, amountWei: value }
}
