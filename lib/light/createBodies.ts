import { formatQuantity, type Hex } from '../bytes/hex.ts'
import { emptyRoot } from '../chain/trie/Trie.ts'
import { readHash, readList, readObject } from './answers.ts'
import type { LightBlock } from './LightBlock.ts'
import { isAnswerTooLarge, type RpcCall, type Transport } from './Transport.ts'
import { type VerifiedBody, type VerifiedReceipt, verifyReceipts } from './verifyReceipts.ts'
import { type VerifiedTransaction, verifyTransactions } from './verifyTransactions.ts'

export type Bodies = ReturnType<typeof createBodies>

const keptBodies = 32

/**
 * Returns a reader of the transactions and receipts of verified blocks; the newest asked for are remembered. What does not
 * fit into one answer of the server is asked for piece by piece; together the pieces have to make up the same root.
 */
export function createBodies({ transport }: { transport: Transport }) {
  const transactionsOf = remember(async ({ header, hash }: LightBlock): Promise<VerifiedTransaction[]> => {
    if (header.transactionsRoot === emptyRoot) return []
    const whole = await askWhole(transport, { method: 'eth_getBlockByHash', params: [hash, true] })
    const list = whole.fits
      ? readObject(whole.answer, 'a block').transactions
      : await transactionPieces(transport, hash)
    return verifyTransactions(header, list)
  })
  const receiptsOf = remember(async (block: LightBlock): Promise<VerifiedReceipt[]> => {
    const { header } = block
    if (header.receiptsRoot === emptyRoot) return []
    const params = [formatQuantity(header.number)]
    const whole = await askWhole(transport, { method: 'eth_getBlockReceipts', params })
    return verifyReceipts(header, whole.fits ? whole.answer : await receiptPieces(block))
  })

  async function receiptPieces(block: LightBlock): Promise<unknown[]> {
    const hashes = (await transactionsOf(block)).map(({ hash }) => hash)
    return askEach(transport, 'eth_getTransactionReceipt', hashes)
  }

  return {
    transactions: transactionsOf,
    async body(block: LightBlock): Promise<VerifiedBody> {
      const [transactions, receipts] = await Promise.all([transactionsOf(block), receiptsOf(block)])
      return { header: block.header, hash: block.hash, transactions, receipts }
    },
  }
}

async function transactionPieces(transport: Transport, block: Hex): Promise<unknown[]> {
  const outline = await transport.request({ method: 'eth_getBlockByHash', params: [block, false] })
  const hashes = readList(readObject(outline, 'a block').transactions, 'transactions')
  return askEach(
    transport,
    'eth_getTransactionByHash',
    hashes.map((hash) => readHash(hash, 'transactions')),
  )
}

async function askWhole(
  transport: Transport,
  call: RpcCall,
): Promise<{ fits: true; answer: unknown } | { fits: false }> {
  try {
    return { fits: true, answer: await transport.request(call) }
  } catch (error) {
    if (!isAnswerTooLarge(error)) throw error
    return { fits: false }
  }
}

const piecesAtOnce = 100

async function askEach(transport: Transport, method: string, hashes: readonly Hex[]): Promise<unknown[]> {
  const answers: unknown[] = []
  for (let i = 0; i < hashes.length; i += piecesAtOnce) {
    const part = hashes.slice(i, i + piecesAtOnce)
    answers.push(...(await Promise.all(part.map((hash) => transport.request({ method, params: [hash] })))))
  }
  return answers
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
