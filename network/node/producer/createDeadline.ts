/** When the transactions of a block have run long enough for its turn to end in time, as far as the last blocks tell. */
export type Deadline = {
  /** Whether a block that ran so long, and used that much gas, has to be closed. */
  isDue(ran: { ms: number; gas: bigint }, turnMs: number): boolean
  /** Takes in how long a block ran, and what came after that: hashing, writing, settling. */
  learn(block: { ranMs: number; afterMs: number; gas: bigint }, turnMs: number): void
}

/**
 * What comes after running grows with what was changed, and gas is the measure of that; how long the running itself took says
 * nothing about it, since other programs may have had the processor. Until a block has told, half a turn is for running.
 */
export function createDeadline(): Deadline {
  const sum = { afterMs: 0, gas: 0 }
  return {
    isDue({ ms, gas }, turnMs) {
      const afterMs = sum.gas > 0 ? (sum.afterMs / sum.gas) * Number(gas) : ms
      // Blocks of another kind may need more than the last ones did.
      return ms + afterMs >= turnMs || ms >= mostRunning * turnMs
    },
    learn({ ranMs, afterMs, gas }, turnMs) {
      if (gas === 0n) return
      const toldMs = sum.gas > 0 ? (sum.afterMs / sum.gas) * Number(gas) : 0
      // A small block tells nothing about a large one, unless it took less than was told of it: one small block that was held up
      // would make all after it small as well.
      if (ranMs + afterMs < turnMs / 4 && afterMs >= toldMs) return
      sum.afterMs = sum.afterMs * kept + afterMs
      sum.gas = sum.gas * kept + Number(gas)
    },
  }
}

const mostRunning = 0.85
/** What counts of a block when the next is taken in: one that was held up by something else is soon outweighed. */
const kept = 0.75
