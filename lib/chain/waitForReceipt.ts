import type { TransactionReceipt } from 'viem'
import { getTransaction, getTransactionReceipt } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import type { NodeClient } from './createNodeClient.ts'
import { isRefusal, nameError } from './nameError.ts'

type Waiting = {
  /** How long to wait in all, with a node that is away in between. */
  timeoutMs?: number
  pollMs?: number
  /** After how many answers without a receipt the node is asked whether it still knows the transaction. */
  askEvery?: number
}

/** So often in a row a node must not know a transaction before it counts as lost: it may be reading its chain still. */
const missesToLose = 5

/**
 * Returns the receipt of a transaction that was sent. A node that does not answer meanwhile is waited for, since what it took
 * may be in a block already; a node that answers and does not know the transaction any more has lost it,
 * or says so: nobody can prove that it will come into no block.
 */
export async function waitForReceipt(
  client: NodeClient,
  hash: Hex,
  waiting: Waiting = {},
): Promise<TransactionReceipt> {
  const { timeoutMs = 120_000, pollMs = 200, askEvery = 5 } = waiting
  const deadline = Date.now() + timeoutMs
  let misses = 0
  for (let asked = 1; ; asked++) {
    const receipt = await withoutAbsence(() => getTransactionReceipt(client, { hash }))
    if (typeof receipt === 'object') return receipt
    if (Date.now() > deadline) throw new NoReceiptError(hash, timeoutMs)
    if (receipt === 'unknown' && asked % askEvery === 0) {
      const found = await withoutAbsence(() => getTransaction(client, { hash }))
      misses = found === 'unknown' ? misses + 1 : 0
      if (misses === missesToLose) throw new LostTransactionError(hash)
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

/** What the node says, or why it says nothing; an answer that does not stand is thrown. */
async function withoutAbsence<value>(ask: () => Promise<value>): Promise<value | 'unknown' | 'away'> {
  try {
    return await ask()
  } catch (error) {
    if (isRefusal(nameError(error))) throw error
    return /NotFoundError$/.test((error as Error).name) ? 'unknown' : 'away'
  }
}

/** The transaction may still come into a block. */
export class NoReceiptError extends BaseError {
  override readonly name = 'Chain.NoReceiptError'
  constructor(hash: Hex, timeoutMs: number) {
    super(`Expected transaction ${hash} in a block within ${timeoutMs / 1_000} seconds, but it is in none yet.`, {
      metaMessages: ['It was sent and may still come into a block. Look for it before you try again.'],
    })
  }
}

export class LostTransactionError extends BaseError {
  override readonly name = 'Chain.LostTransactionError'
  constructor(hash: Hex) {
    super(`The node says that it does not know transaction ${hash} any more. It may still come into a block.`, {
      metaMessages: ['Look for it before you try again: whoever was given it can put it into a block.'],
    })
  }
}
