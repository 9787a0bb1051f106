import type { Address, Hex } from '../../../lib/bytes/hex.ts'
import { BaseError } from '../../../lib/errors.ts'
import type { PooledTransaction } from '../Pool.ts'
import type { Account } from './checkPlace.ts'
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
import {
  advanceBase,
  type Entry,
  lastIdleEntry,
  putEntry,
  queuedEntries,
  removeEntry,
  type SenderQueue,
} from './SenderQueue.ts'

export type TableLimits = {
  pendingPerSender: number
  queuedPerSender: number
  /** All transactions in the pool, and their bytes. */
  count: number
  bytes: number
  lifetimeMs: number
  /** After this long without a word from the producer, taken transactions are offered again. */
  takenMs: number
}

export type TableOptions = {
  limits: TableLimits
  budget: GasBudget
  now: () => number
  /** Called once for each transaction, when it can be executed. */
  onPending: (transaction: PooledTransaction) => void
}

/*
 * The transactions of the pool, by sender and by hash, and every way in and out. Whatever leaves goes through `forget`,
 * so that the sums hold; whatever leaves without a block gives its gas back and leaves a reason behind.
 */
export type PoolTable = ReturnType<typeof createPoolTable>

/** Returns an empty table. */
export function createPoolTable({ limits, budget, now, onPending }: TableOptions) {
  // In the order in which senders are served, and in the order in which transactions came.
  const queues = new Map<Address, SenderQueue>()
  const byHash = new Map<Hex, Entry>()
  const taken = new Set<Entry>()
  const drops = createDropLog({ count: 10_000, lifetimeMs: 600_000, now })
  let bytes = 0

  function put(queue: SenderQueue, entry: Entry): void {
    const { hash, sender, raw } = entry.transaction
    queues.set(sender, queue)
    const replaced = putEntry(queue, entry)
    if (replaced) leave(replaced, new ReplacedError(hash))
    byHash.set(hash, entry)
    bytes += raw.length
    drops.delete(hash)
    announce(queue)
  }

  function announce(queue: SenderQueue): void {
    const end = queue.base + Math.min(queue.run, limits.pendingPerSender)
    for (let nonce = queue.base; nonce < end; nonce++) {
      const entry = queue.entries.get(nonce)!
      if (entry.announced) continue
      entry.announced = true
      onPending(entry.transaction)
    }
  }

  function forget(entry: Entry): void {
    byHash.delete(entry.transaction.hash)
    taken.delete(entry)
    bytes -= entry.transaction.raw.length
  }

  function leave(entry: Entry, reason: BaseError): void {
    forget(entry)
    budget.refund(entry.payer, entry.transaction.gasLimit)
    drops.add(entry.transaction.hash, reason)
  }

  function drop(entry: Entry, reason: BaseError): void {
    const queue = queues.get(entry.transaction.sender)!
    removeEntry(queue, entry)
    leave(entry, reason)
    // A gap in the middle turns pending ones into queued ones, of which there may now be too many.
    const excess = queuedEntries(queue, limits.pendingPerSender).slice(limits.queuedPerSender)
    for (const last of excess.filter((other) => other.takenAt === undefined)) {
      removeEntry(queue, last)
      leave(last, new EvictedError())
    }
    closeIfEmpty(queue)
  }

  function closeIfEmpty(queue: SenderQueue): void {
    if (queue.entries.size === 0) queues.delete(queue.sender)
  }

  /** Brings a sender in line with the account: used numbers go, and what the balance cannot pay. */
  function follow(sender: Address, account: Account): void {
    const queue = queues.get(sender)
    if (!queue) return
    for (const used of advanceBase(queue, account.nonce)) {
      leave(used, new NonceUsedError(used.transaction.nonce))
      // A block that is committed but not yet reported: most likely this very transaction is in it.
      if (used.takenAt !== undefined) drops.delete(used.transaction.hash)
    }
    for (const entry of queue.entries.values()) {
      if (entry.cost <= account.balance || entry.takenAt !== undefined) continue
      drop(entry, new UnpayableError(account.balance, entry.cost))
    }
    closeIfEmpty(queue)
    announce(queue)
  }

  /** The sender with the most makes room for one that has less: whoever floods the pool only ever evicts itself. */
  function makeRoom(queue: SenderQueue, nonce: number, size: number): void {
    const replaced = queue.entries.get(nonce)
    const moreBytes = size - (replaced?.transaction.raw.length ?? 0)
    for (let evictions = 0; evictions <= maxEvictions; evictions++) {
      const isCrowded = !replaced && byHash.size >= limits.count
      if (!isCrowded && bytes + moreBytes <= limits.bytes) return
      const weigh = (other: SenderQueue) => (isCrowded ? other.entries.size : other.bytes)
      const heaviest = findHeaviest(queues.values(), weigh)
      const victim = heaviest && lastIdleEntry(heaviest)
      if (!victim || weigh(heaviest) <= weigh(queue) + (isCrowded ? 1 : moreBytes)) break
      drop(victim, new EvictedError())
    }
    throw new PoolFullError()
  }

  function expire(): void {
    for (const entry of byHash.values()) {
      if (entry.transaction.receivedAt + limits.lifetimeMs > now()) break
      if (entry.takenAt === undefined) drop(entry, new ExpiredError(limits.lifetimeMs))
    }
    for (const entry of taken) {
      if (entry.takenAt! + limits.takenMs > now()) break
      release(entry)
    }
  }

  /** Marks what a producer works on, and sends its senders to the end of the line. */
  function markTaken(entries: readonly Entry[]): void {
    for (const entry of entries) {
      entry.takenAt = now()
      taken.add(entry)
      toEnd(queues.get(entry.transaction.sender)!)
    }
  }

  function toEnd(queue: SenderQueue): void {
    queues.delete(queue.sender)
    queues.set(queue.sender, queue)
  }

  function release(entry: Entry): void {
    entry.takenAt = undefined
    taken.delete(entry)
  }

  function include(hash: Hex, gasUsed: bigint | undefined): void {
    drops.delete(hash)
    const entry = byHash.get(hash)
    if (!entry) return
    const queue = queues.get(entry.transaction.sender)!
    removeEntry(queue, entry)
    forget(entry)
    if (gasUsed !== undefined) budget.refund(entry.payer, entry.transaction.gasLimit - gasUsed)
    // Whoever was served stands behind those who were taken and found no room.
    toEnd(queue)
    closeIfEmpty(queue)
  }

  const reject = (entry: Entry, reason: string) => drop(entry, new RejectedError(reason))
  const dropped = drops.get
  return { queues, byHash, put, follow, makeRoom, expire, markTaken, release, include, reject, dropped }
}

function findHeaviest(queues: Iterable<SenderQueue>, weigh: (queue: SenderQueue) => number): SenderQueue | undefined {
  let heaviest: SenderQueue | undefined
  for (const queue of queues) if (!heaviest || weigh(queue) > weigh(heaviest)) heaviest = queue
  return heaviest
}

const maxEvictions = 4

export class PoolFullError extends BaseError {
  override readonly name = 'Pool.PoolFullError'
  constructor() {
    super('txpool is full: more transactions wait than this node holds. Send it again in a few seconds.')
  }
}
