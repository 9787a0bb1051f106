import type { Address, Hex } from '../../../lib/bytes/hex.ts'
import { BaseError } from '../../../lib/errors.ts'
import type { Pool, PooledTransaction } from '../Pool.ts'
import { type Account, checkPlace, costOf, type PlaceLimits } from './checkPlace.ts'
import { checkSize, checkTransaction, type TransactionLimits } from './checkTransaction.ts'
import {
  createDropLog,
  EvictedError,
  ExpiredError,
  NonceUsedError,
  RejectedError,
  ReplacedError,
  UnpayableError,
} from './createDropLog.ts'
import type { GasBudget } from './createGasBudget.ts'
import { type DecodedTransaction, decodeTransaction } from './decodeTransaction.ts'
import {
  advanceBase,
  createSenderQueue,
  type Entry,
  lastIdleEntry,
  pendingEntries,
  putEntry,
  queuedEntries,
  removeEntry,
  type SenderQueue,
} from './SenderQueue.ts'
import type { Recover } from './startRecovery.ts'
import { takeFair } from './takeFair.ts'

/*
 * The pool holds what may go into the next blocks, in memory only. Every structure has a bound. One sender's
 * transactions are numbered; those that follow the account's nonce without a gap are pending, the rest is queued.
 * `take` does not remove: what a producer took stays, marked, until `onBlock` says what became of it.
 */
export type PoolLimits = TransactionLimits &
  PlaceLimits & {
    /** All transactions in the pool, and their bytes. */
    count: number
    bytes: number
    lifetimeMs: number
    /** After this long without a word from the producer, taken transactions are offered again. */
    takenMs: number
  }

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
  /** Milliseconds. */
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
  const { limits, budget, now } = options
  // In the order in which senders are served, and in the order in which transactions came.
  const queues = new Map<Address, SenderQueue>()
  const byHash = new Map<Hex, Entry>()
  const taken = new Set<Entry>()
  const submitting = new Map<Hex, Promise<PooledTransaction>>()
  const drops = createDropLog({ count: 10_000, lifetimeMs: 600_000, now })
  const listeners = new Set<(transaction: PooledTransaction) => void>()
  let bytes = 0

  async function submit(raw: Uint8Array): Promise<PooledTransaction> {
    checkSize(raw, limits)
    const decoded = decodeTransaction(raw, options.chainId)
    expire()
    if (byHash.has(decoded.hash)) throw new AlreadyKnownError(decoded.hash)
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
    const sender = await options.recover(decoded.signingHash, decoded.signature)
    checkAgainst(sender, decoded)
    const payer = await budget.charge(sender, decoded.gasLimit)
    try {
      // Others may have been admitted, or a block committed, while the budget was looked up.
      const queue = checkAgainst(sender, decoded)
      makeRoom(queue, decoded.nonce, raw.length)
      return insert(queue, createEntry(raw, decoded, payer, sender))
    } catch (error) {
      budget.refund(payer, decoded.gasLimit)
      throw error
    }
  }

  function checkAgainst(sender: Address, transaction: DecodedTransaction): SenderQueue {
    const account = options.account(sender)
    const known = queues.get(sender)
    if (known) follow(known, account)
    const queue = queues.get(sender) ?? createSenderQueue(sender, account.nonce)
    checkPlace({ transaction, account, queue, now: now() }, limits)
    return queue
  }

  function createEntry(raw: Uint8Array, decoded: DecodedTransaction, payer: Address, sender: Address): Entry {
    const { hash, nonce, gasLimit, maxFeePerGas, maxPriorityFeePerGas, value, to } = decoded
    const fees = { gasLimit, maxFeePerGas, maxPriorityFeePerGas }
    const transaction: PooledTransaction = { hash, sender, nonce, raw, ...fees, value, to, receivedAt: now() }
    return { transaction, cost: costOf(decoded), payer, takenAt: undefined, announced: false }
  }

  function insert(queue: SenderQueue, entry: Entry): PooledTransaction {
    const { hash, sender } = entry.transaction
    queues.set(sender, queue)
    const replaced = putEntry(queue, entry)
    if (replaced) {
      forget(replaced)
      budget.refund(replaced.payer, replaced.transaction.gasLimit)
      drops.add(replaced.transaction.hash, new ReplacedError(hash))
    }
    byHash.set(hash, entry)
    bytes += entry.transaction.raw.length
    drops.delete(hash)
    announce(queue)
    return entry.transaction
  }

  /** The sender with the most makes room for one that has less: whoever floods the pool only ever evicts itself. */
  function makeRoom(queue: SenderQueue, nonce: number, size: number): void {
    const replaced = queue.entries.get(nonce)
    const moreBytes = size - (replaced?.transaction.raw.length ?? 0)
    for (let evictions = 0; evictions <= maxEvictions; evictions++) {
      const crowded = !replaced && byHash.size >= limits.count
      if (!crowded && bytes + moreBytes <= limits.bytes) return
      const weigh = (other: SenderQueue) => (crowded ? other.entries.size : other.bytes)
      const heaviest = findHeaviest(weigh)
      const victim = heaviest && lastIdleEntry(heaviest)
      if (!victim || weigh(heaviest) <= weigh(queue) + (crowded ? 1 : moreBytes)) break
      drop(heaviest, victim, new EvictedError())
    }
    throw new PoolFullError()
  }

  function findHeaviest(weigh: (queue: SenderQueue) => number): SenderQueue | undefined {
    let heaviest: SenderQueue | undefined
    for (const queue of queues.values()) if (!heaviest || weigh(queue) > weigh(heaviest)) heaviest = queue
    return heaviest
  }

  function forget(entry: Entry): void {
    byHash.delete(entry.transaction.hash)
    taken.delete(entry)
    bytes -= entry.transaction.raw.length
  }

  function drop(queue: SenderQueue, entry: Entry, reason: BaseError): void {
    removeEntry(queue, entry)
    settleDropped(entry, reason)
    // A gap in the middle turns pending ones into queued ones, of which there may now be too many.
    const excess = queuedEntries(queue, limits.pendingPerSender).slice(limits.queuedPerSender)
    for (const last of excess.filter((other) => other.takenAt === undefined)) {
      removeEntry(queue, last)
      settleDropped(last, new EvictedError())
    }
    if (queue.entries.size === 0) queues.delete(queue.sender)
  }

  function settleDropped(entry: Entry, reason: BaseError): void {
    forget(entry)
    budget.refund(entry.payer, entry.transaction.gasLimit)
    drops.add(entry.transaction.hash, reason)
  }

  /** Brings a queue in line with its account: used numbers go, and what the balance cannot pay. */
  function follow(queue: SenderQueue, account: Account): void {
    for (const used of advanceBase(queue, account.nonce)) {
      settleDropped(used, new NonceUsedError(used.transaction.nonce))
      // A block that is committed but not yet reported: most likely this very transaction is in it.
      if (used.takenAt !== undefined) drops.delete(used.transaction.hash)
    }
    for (const entry of [...queue.entries.values()]) {
      const gone = byHash.get(entry.transaction.hash) !== entry
      if (entry.cost > account.balance && entry.takenAt === undefined && !gone) {
        drop(queue, entry, new UnpayableError(account.balance, entry.cost))
      }
    }
    if (queue.entries.size === 0) queues.delete(queue.sender)
    announce(queue)
  }

  function announce(queue: SenderQueue): void {
    for (const entry of pendingEntries(queue, limits.pendingPerSender)) {
      if (entry.announced) continue
      entry.announced = true
      for (const listener of listeners) listener(entry.transaction)
    }
  }

  function expire(): void {
    for (const entry of byHash.values()) {
      if (entry.transaction.receivedAt + limits.lifetimeMs > now()) break
      const queue = queues.get(entry.transaction.sender)
      if (queue && entry.takenAt === undefined) drop(queue, entry, new ExpiredError(limits.lifetimeMs))
    }
    for (const entry of taken) {
      if (entry.takenAt! + limits.takenMs > now()) break
      release(entry)
    }
  }

  function release(entry: Entry): void {
    entry.takenAt = undefined
    taken.delete(entry)
  }

  function take(want: { gas: bigint; count: number }): PooledTransaction[] {
    expire()
    const entries = takeFair(queues.values(), { ...want, pendingPerSender: limits.pendingPerSender })
    for (const entry of entries) {
      entry.takenAt = now()
      taken.add(entry)
      const { sender } = entry.transaction
      const queue = queues.get(sender)!
      queues.delete(sender)
      queues.set(sender, queue)
    }
    return entries.map((entry) => entry.transaction)
  }

  function onBlock({ included, rejected = [], returned = [] }: BlockOutcome): void {
    const senders = new Set(included.map((transaction) => transaction.sender))
    for (const { hash, gasUsed } of included) remove(hash, gasUsed)
    for (const { hash, reason } of rejected) {
      const entry = byHash.get(hash)
      if (!entry) continue
      senders.add(entry.transaction.sender)
      drop(queues.get(entry.transaction.sender)!, entry, new RejectedError(reason))
    }
    for (const hash of returned) {
      const entry = byHash.get(hash)
      if (entry) release(entry)
    }
    for (const sender of senders) {
      const queue = queues.get(sender)
      if (queue) follow(queue, options.account(sender))
    }
    expire()
    budget.prune()
  }

  function remove(hash: Hex, gasUsed: bigint | undefined): void {
    drops.delete(hash)
    const entry = byHash.get(hash)
    if (!entry) return
    const { sender, gasLimit } = entry.transaction
    const queue = queues.get(sender)!
    removeEntry(queue, entry)
    forget(entry)
    if (gasUsed !== undefined) budget.refund(entry.payer, gasLimit - gasUsed)
    if (queue.entries.size === 0) queues.delete(sender)
  }

  function group(select: (queue: SenderQueue, limit: number) => Entry[]): Map<Address, PooledTransaction[]> {
    const groups = new Map<Address, PooledTransaction[]>()
    for (const queue of queues.values()) {
      const entries = select(queue, limits.pendingPerSender)
      if (entries.length === 0) continue
      groups.set(
        queue.sender,
        entries.map((entry) => entry.transaction),
      )
    }
    return groups
  }

  function nextNonce(sender: Address): number {
    const { nonce } = options.account(sender)
    const queue = queues.get(sender)
    return queue ? Math.max(nonce, queue.base + queue.run) : nonce
  }

  function size(): { pending: number; queued: number } {
    let pending = 0
    for (const queue of queues.values()) pending += Math.min(queue.run, limits.pendingPerSender)
    return { pending, queued: byHash.size - pending }
  }

  return {
    submit,
    get: (hash) => byHash.get(hash)?.transaction,
    take,
    pending: () => group(pendingEntries),
    queued: () => group(queuedEntries),
    nextNonce,
    size,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    onBlock,
    dropped: drops.get,
  }
}

const maxEvictions = 4

export class AlreadyKnownError extends BaseError {
  override readonly name = 'Pool.AlreadyKnownError'
  constructor(hash: Hex) {
    super(`already known: ${hash} is in the pool. It needs no second sending; wait for its receipt.`)
  }
}

export class PoolFullError extends BaseError {
  override readonly name = 'Pool.PoolFullError'
  constructor() {
    super('txpool is full: more transactions wait than this node holds. Send it again in a few seconds.')
  }
}
