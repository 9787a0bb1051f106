import { formatQuantity, type Hex } from '../bytes/hex.ts'
import { emptyRoot } from '../chain/trie/Trie.ts'
import { readObject } from './answers.ts'
import type { LightBlock } from './LightBlock.ts'
import type { Transport } from './Transport.ts'
import { type VerifiedBody, type VerifiedReceipt, verifyReceipts } from './verifyReceipts.ts'
import { type VerifiedTransaction, verifyTransactions } from './verifyTransactions.ts'

export type Bodies = ReturnType<typeof createBodies>

const keptBodies = 32

/** Returns a reader of the transactions and receipts of verified blocks; the newest asked for are remembered. */
export function createBodies({ transport }: { transport: Transport }) {
  const transactionsOf = remember(async ({ header, hash }: LightBlock): Promise<VerifiedTransaction[]> => {
    if (header.transactionsRoot === emptyRoot) return []
    const block = await transport.request({ method: 'eth_getBlockByHash', params: [hash, true] })
    return verifyTransactions(header, readObject(block, 'a block').transactions)
  })
  const receiptsOf = remember(async ({ header }: LightBlock): Promise<VerifiedReceipt[]> => {
    if (header.receiptsRoot === emptyRoot) return []
    const params = [formatQuantity(header.number)]
    return verifyReceipts(header, await transport.request({ method: 'eth_getBlockReceipts', params }))
  })
  return {
    transactions: transactionsOf,
    async body(block: LightBlock): Promise<VerifiedBody> {
      const [transactions, receipts] = await Promise.all([transactionsOf(block), receiptsOf(block)])
      return { header: block.header, hash: block.hash, transactions, receipts }
    },
  }
}

function remember<Value>(fetch: (block: LightBlock) => Promise<Value>): (block: LightBlock) => Promise<Value> {
  const known = new Map<Hex, Promise<Value>>()
  return (block) => {
    const found = known.get(block.hash)
    if (found) return found
    const fetched = fetch(block)
    known.set(block.hash, fetched)
    fetched.catch(() => known.delete(block.hash))
    if (known.size > keptBodies) known.delete(known.keys().next().value!)
    return fetched
  }
}
