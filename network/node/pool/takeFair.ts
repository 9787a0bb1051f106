import type { Entry, SenderQueue } from './SenderQueue.ts'

/**
 * Returns idle pending entries for a block: one per sender and round, in nonce order, in the order of the queues, within
 * the limits. A sender whose next one does not fit is passed over, never skipped within itself.
 */
export function takeFair(
  queues: Iterable<SenderQueue>,
  limits: { gas: bigint; count: number; pendingPerSender: number },
): Entry[] {
  const taken: Entry[] = []
  let gas = limits.gas
  let turns = Array.from(queues, (queue) => ({ queue, nonce: queue.base }))
  while (turns.length > 0 && taken.length < limits.count && gas >= cheapest) {
    turns = turns.filter((turn) => {
      if (taken.length >= limits.count) return false
      const entry = nextIdle(turn.queue, turn.nonce, limits.pendingPerSender)
      if (!entry || entry.transaction.gasLimit > gas) return false
      gas -= entry.transaction.gasLimit
      taken.push(entry)
      turn.nonce = entry.transaction.nonce + 1
      return true
    })
  }
  return taken
}

const cheapest = 21_000n

function nextIdle(queue: SenderQueue, from: number, limit: number): Entry | undefined {
  const end = queue.base + Math.min(queue.run, limit)
  for (let nonce = from; nonce < end; nonce++) {
    const entry = queue.entries.get(nonce)!
    if (entry.takenAt === undefined) return entry
  }
  return undefined
}
