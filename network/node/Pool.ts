import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { BudgetView } from './pool/createGasBudget.ts'

export type PooledTransaction = {
  hash: Hex
  sender: Address
  nonce: number
  /** Canonical bytes (type || RLP for typed ones). */
  raw: Uint8Array
  gasLimit: bigint
  maxFeePerGas: bigint
  maxPriorityFeePerGas: bigint
  value: bigint
  to: Address | undefined
  /** In milliseconds of the pool's own clock, which is not the time of day. */
  receivedAt: number
}

/** Transactions that wait for a block. `submit` throws a typed error that says why a transaction was refused. */
export type Pool = {
  submit(raw: Uint8Array): Promise<PooledTransaction>
  get(hash: Hex): PooledTransaction | undefined
  /** Executable now, per sender in nonce order, fair between senders; at most this much gas and this many. */
  take(limits: { gas: bigint; count: number }): PooledTransaction[]
  pending(): ReadonlyMap<Address, readonly PooledTransaction[]>
  queued(): ReadonlyMap<Address, readonly PooledTransaction[]>
  /** Next nonce of the sender, pooled transactions counted. */
  nextNonce(sender: Address): number
  /** How much free gas the account may still spend. */
  readBudget(account: Address): Promise<BudgetView>
  size(): { pending: number; queued: number }
  subscribe(listener: (transaction: PooledTransaction) => void): () => void
}
