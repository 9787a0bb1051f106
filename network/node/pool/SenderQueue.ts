import type { Address } from '../../../lib/bytes/hex.ts'
import type { PooledTransaction } from '../Pool.ts'

/** A transaction in the pool, with what the pool alone needs to know about it. */
export type Entry = {
  transaction: PooledTransaction
  /** The most it can take out of the sender's balance. */
  cost: bigint
  /** Whose gas budget was charged. */
  payer: Address
  /** Since when a producer works on it; undefined while nobody does. */
  takenAt: number | undefined
  /** Listeners have been told. */
  announced: boolean
}

/** The pooled transactions of one sender. `base` is the account's nonce; `run` counts the entries base, base + 1, ... */
export type SenderQueue = {
  sender: Address
  base: number
  run: number
  entries: Map<number, Entry>
  bytes: number
}

/** Returns an empty queue. */
export function createSenderQueue(sender: Address, base: number): SenderQueue {
  return { sender, base, run: 0, entries: new Map(), bytes: 0 }
}

/** Puts an entry at its nonce and returns the one it replaces. */
export function putEntry(queue: SenderQueue, entry: Entry): Entry | undefined {
  const { nonce, raw } = entry.transaction
  const replaced = queue.entries.get(nonce)
  queue.entries.set(nonce, entry)
  queue.bytes += raw.length - (replaced?.transaction.raw.length ?? 0)
  extendRun(queue)
  return replaced
}

/** Takes an entry out; the ones after it wait for their nonce to be filled again. */
export function removeEntry(queue: SenderQueue, entry: Entry): void {
  const { nonce, raw } = entry.transaction
  queue.entries.delete(nonce)
  queue.bytes -= raw.length
  if (nonce >= queue.base) queue.run = Math.min(queue.run, nonce - queue.base)
}

/** Follows the account to its new nonce and returns the entries whose number is now used. */
export function advanceBase(queue: SenderQueue, nonce: number): Entry[] {
  if (nonce === queue.base) return []
  queue.base = nonce
  queue.run = 0
  const used = [...queue.entries.values()].filter((entry) => entry.transaction.nonce < nonce)
  for (const entry of used) removeEntry(queue, entry)
  extendRun(queue)
  return used
}

/** Returns the entries that can be executed in order, at most `limit`. */
export function pendingEntries(queue: SenderQueue, limit: number): Entry[] {
  const count = Math.min(queue.run, limit)
  return Array.from({ length: count }, (_, i) => queue.entries.get(queue.base + i)!)
}

/** Returns the entries that are not pending, in nonce order. */
export function queuedEntries(queue: SenderQueue, limit: number): Entry[] {
  const end = queue.base + Math.min(queue.run, limit)
  const queued = [...queue.entries.values()].filter((entry) => entry.transaction.nonce >= end)
  return queued.sort((a, b) => a.transaction.nonce - b.transaction.nonce)
}

/** Returns the entry with the highest nonce that no producer works on. */
export function lastIdleEntry(queue: SenderQueue): Entry | undefined {
  let last: Entry | undefined
  for (const entry of queue.entries.values()) {
    if (entry.takenAt !== undefined) continue
    if (!last || entry.transaction.nonce > last.transaction.nonce) last = entry
  }
  return last
}

function extendRun(queue: SenderQueue): void {
  while (queue.entries.has(queue.base + queue.run)) queue.run++
}
