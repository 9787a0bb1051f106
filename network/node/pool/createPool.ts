import type { Address, Hex } from '../../../lib/bytes/hex.ts'
import { BaseError } from '../../../lib/errors.ts'
import type { Pool, PooledTransaction } from '../Pool.ts'
import { type Account, checkPlace, costOf, type PlaceLimits } from './checkPlace.ts'
import { checkSize, checkTransaction, type TransactionLimits } from './checkTransaction.ts'
import type { GasBudget } from './createGasBudget.ts'
import { createPoolTable, PoolFullError, type PoolTable, type TableLimits } from './createPoolTable.ts'
import { type DecodedTransaction, decodeTransaction } from './decodeTransaction.ts'
import { createSenderQueue, type Entry, pendingEntries, queuedEntries, type SenderQueue } from './SenderQueue.ts'
import type { Recover } from './startRecovery.ts'
import { takeFair } from './takeFair.ts'

/*
 * The pool holds what may go into the next blocks, in memory only. Every structure has a bound. One sender's
 * transactions are numbered; those that follow the account's nonce without a gap are pending, the rest is queued.
 * `take` does not remove: what a producer took stays, marked, until `onBlock` says what became of it.
 */
export type PoolLimits = TransactionLimits & PlaceLimits & TableLimits

export const defaultPoolLimits: PoolLimits = {
  blockGas: 60_000_000n,
  transactionBytes: 131_072,
  pendingPerSender: 64,
  queuedPerSender: 64,
  replaceAfterMs: 10_000,
  count: 20_000,
  bytes: 67_108_864,
  lifetimeMs: 3_600_000,
  takenMs: 30_000,
}

export type PoolOptions = {
  chainId: number
  /** The account as of the latest committed block. */
  account: (sender: Address) => Account
  recover: Recover
  budget: GasBudget
  limits: PoolLimits
  /** Milliseconds on a clock that is never set back. */
  now: () => number
}

/** What a producer reports about transactions it took, and about others that a block holds. */
export type BlockOutcome = {
  included: readonly { hash: Hex; sender: Address; gasUsed?: bigint | undefined }[]
  /** Could not be executed at all; dropped. */
  rejected?: readonly { hash: Hex; reason: string }[] | undefined
  /** Had no room; back to waiting. */
  returned?: readonly Hex[] | undefined
}

export type TransactionPool = Pool & {
  /** Call once the block is committed, when `account` shows the state after it. */
  onBlock(outcome: BlockOutcome): void
  /** Why a transaction left without a block, as long as that is remembered. */
  dropped(hash: Hex): BaseError | undefined
}

/** Returns an empty pool. Listeners must not throw. */
export function createPool(options: PoolOptions): TransactionPool {
  const { limits } = options
  const listeners = new Set<(transaction: PooledTransaction) => void>()
  const onPending = (transaction: PooledTransaction) => {
    for (const listener of listeners) listener(transaction)
  }
  const table = createPoolTable({ ...options, onPending })
  return {
    submit: createSubmit(options, table),
    get: (hash) => table.byHash.get(hash)?.transaction,
    take({ gas, count }) {
      table.expire()
      const entries = takeFair(table.queues.values(), { gas, count, pendingPerSender: limits.pendingPerSender })
      table.markTaken(entries)
      return entries.map((entry) => entry.transaction)
    },
    pending: () => group(table, (queue) => pendingEntries(queue, limits.pendingPerSender)),
    queued: () => group(table, (queue) => queuedEntries(queue, limits.pendingPerSender)),
    nextNonce(sender) {
      const { nonce } = options.account(sender)
      const queue = table.queues.get(sender)
      return queue ? Math.max(nonce, queue.base + queue.run) : nonce
    },
    readBudget: options.budget.read,
    size() {
      let pending = 0
      for (const queue of table.queues.values()) pending += Math.min(queue.run, limits.pendingPerSender)
      return { pending, queued: table.byHash.size - pending }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    onBlock(outcome) {
      for (const sender of settleBlock(table, outcome)) table.follow(sender, options.account(sender))
      table.expire()
      options.budget.prune()
    },
    dropped: table.dropped,
  }
}

/** The way in: what needs no state first, then the signature, in the end the account, the budget and the room. */
function createSubmit({ chainId, account, recover, budget, limits, now }: PoolOptions, table: PoolTable) {
  const submitting = new Map<Hex, Promise<PooledTransaction>>()

  async function submit(raw: Uint8Array): Promise<PooledTransaction> {
    checkSize(raw, limits)
    const decoded = decodeTransaction(raw, chainId)
    table.expire()
    if (table.byHash.has(decoded.hash)) throw new AlreadyKnownError(decoded.hash)
    const same = submitting.get(decoded.hash)
    if (same) {
      await same
      throw new AlreadyKnownError(decoded.hash)
    }
    checkTransaction(decoded, limits)
    if (submitting.size >= limits.count) throw new PoolFullError()
    const admission = admit(raw, decoded)
    submitting.set(decoded.hash, admission)
    return admission.finally(() => submitting.delete(decoded.hash))
  }

  async function admit(raw: Uint8Array, decoded: DecodedTransaction): Promise<PooledTransaction> {
    const sender = await recover(decoded.signingHash, decoded.signature)
    findPlace(sender, decoded)
    const payer = await budget.charge(sender, decoded.gasLimit)
    try {
      // Others may have been admitted, or a block committed, while the budget was looked up.
      const queue = findPlace(sender, decoded)
      table.makeRoom(queue, decoded.nonce, raw.length)
      const entry = createEntry(raw, decoded, { sender, payer, receivedAt: now() })
      table.put(queue, entry)
      return entry.transaction
    } catch (error) {
      budget.refund(payer, decoded.gasLimit)
      throw error
    }
  }

  function findPlace(sender: Address, transaction: DecodedTransaction): SenderQueue {
    const state = account(sender)
    table.follow(sender, state)
    const queue = table.queues.get(sender) ?? createSenderQueue(sender, state.nonce)
    checkPlace({ transaction, account: state, queue, now: now() }, limits)
    return queue
  }

  return submit
}

type Arrival = { sender: Address; payer: Address; receivedAt: number }

function createEntry(raw: Uint8Array, decoded: DecodedTransaction, { sender, payer, receivedAt }: Arrival): Entry {
  const { hash, nonce, gasLimit, maxFeePerGas, maxPriorityFeePerGas, value, to } = decoded
  const fees = { gasLimit, maxFeePerGas, maxPriorityFeePerGas }
  const transaction: PooledTransaction = { hash, sender, nonce, raw, ...fees, value, to, receivedAt }
  return { transaction, cost: costOf(decoded), payer, takenAt: undefined, announced: false }
}

/** Returns the senders whose accounts may have changed. */
function settleBlock(table: PoolTable, { included, rejected = [], returned = [] }: BlockOutcome): Set<Address> {
  const senders = new Set(included.map((transaction) => transaction.sender))
  for (const { hash, gasUsed } of included) table.include(hash, gasUsed)
  for (const { hash, reason } of rejected) {
    const entry = table.byHash.get(hash)
    if (!entry) continue
    senders.add(entry.transaction.sender)
    table.reject(entry, reason)
  }
  for (const hash of returned) {
    const entry = table.byHash.get(hash)
    if (entry) table.release(entry)
  }
  return senders
}

function group(table: PoolTable, select: (queue: SenderQueue) => Entry[]): Map<Address, PooledTransaction[]> {
  const groups = new Map<Address, PooledTransaction[]>()
  for (const queue of table.queues.values()) {
    const transactions = select(queue).map((entry) => entry.transaction)
    if (transactions.length > 0) groups.set(queue.sender, transactions)
  }
  return groups
}

export class AlreadyKnownError extends BaseError {
  override readonly name = 'Pool.AlreadyKnownError'
  constructor(hash: Hex) {
    super(`already known: ${hash} is in the pool. It needs no second sending; wait for its receipt.`)
  }
}
