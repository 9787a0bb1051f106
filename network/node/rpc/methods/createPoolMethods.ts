import { getAddress } from 'viem'
import { type Address, formatQuantity } from '../../../../lib/bytes/hex.ts'
import type { Pool, PooledTransaction } from '../../Pool.ts'
import type { BudgetLevel } from '../../pool/createGasBudget.ts'
import { formatPooledTransaction } from '../formatTransaction.ts'
import type { Methods } from '../Method.ts'
import { decodeAddress, param } from '../params.ts'

type BySender = ReadonlyMap<Address, readonly PooledTransaction[]>

/** Returns the methods that look into the pool. */
export function createPoolMethods({ pool }: { pool: Pool }): Methods {
  const view = <Item>(format: (transaction: PooledTransaction) => Item) => ({
    pending: formatSenders(pool.pending(), format),
    queued: formatSenders(pool.queued(), format),
  })
  return {
    txpool_content: () => view(formatPooledTransaction),
    txpool_inspect: () => view(summarise),
    txpool_contentFrom(params) {
      const sender = param(params, 0, decodeAddress)
      return {
        pending: byNonce(pool.pending().get(sender) ?? [], formatPooledTransaction),
        queued: byNonce(pool.queued().get(sender) ?? [], formatPooledTransaction),
      }
    },
    txpool_status() {
      const { pending, queued } = pool.size()
      return { pending: formatQuantity(pending), queued: formatQuantity(queued) }
    },
    async qood_getGasBudget(params) {
      const { own, sponsor } = await pool.readBudget(param(params, 0, decodeAddress))
      return { ...formatLevel(own), ...(sponsor && { sponsor: { address: sponsor.address, ...formatLevel(sponsor) } }) }
    },
  }
}

function formatLevel({ left, capacity, refillPerSecond }: BudgetLevel) {
  return {
    left: formatQuantity(left),
    capacity: formatQuantity(capacity),
    refillPerSecond: formatQuantity(refillPerSecond),
  }
}

function formatSenders<Item>(senders: BySender, format: (transaction: PooledTransaction) => Item) {
  return Object.fromEntries([...senders].map(([sender, waiting]) => [getAddress(sender), byNonce(waiting, format)]))
}

function byNonce<Item>(waiting: readonly PooledTransaction[], format: (transaction: PooledTransaction) => Item) {
  return Object.fromEntries(waiting.map((transaction) => [String(transaction.nonce), format(transaction)]))
}

function summarise({ to, value, gasLimit, maxFeePerGas }: PooledTransaction): string {
  const target = to === undefined ? 'contract creation' : getAddress(to)
  return `${target}: ${value} wei + ${gasLimit} gas × ${maxFeePerGas} wei`
}
