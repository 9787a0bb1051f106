import { formatQuantity } from '../../../lib/bytes/hex.ts'
import { formatHeader } from '../../../lib/chain/parseHeader.ts'
import type { ChainReader } from '../ChainReader.ts'
import type { Pool } from '../Pool.ts'
import type { RpcBlock } from './formatBlock.ts'
import { formatPooledTransaction } from './formatTransaction.ts'
import { pendingHeader } from './openCallContext.ts'

/** Decided when the block is made. */
const undecided = ['hash', 'miner', 'nonce', 'logsBloom', 'stateRoot', 'receiptsRoot', 'transactionsRoot', 'extraData']

/** Returns the block in the making: the head's successor with what waits in the pool. */
export function formatPendingBlock(
  { chain, pool, now }: { chain: ChainReader; pool: Pool; now: () => number },
  full: boolean,
): RpcBlock {
  const header = formatHeader(pendingHeader(chain, now))
  const waiting = [...pool.pending().values()].flat()
  return {
    ...header,
    ...Object.fromEntries(undecided.map((name) => [name, null])),
    size: formatQuantity(0),
    transactions: full ? waiting.map(formatPooledTransaction) : waiting.map(({ hash }) => hash),
    uncles: [],
    ...(header.withdrawalsRoot && { withdrawals: [] }),
  }
}
