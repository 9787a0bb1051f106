import { BaseError } from '../../lib/errors.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'

export type ChainClock = {
  /** How far the chain's clock is ahead of the machine's. */
  aheadMs(): number
  /** Moves it ahead; returns by how much it is ahead now. */
  skip(ms: number): number
}

/**
 * Returns the clock of a chain with that newest block. A development chain that was moved ahead stays so over a restart:
 * time in blocks never stands still. The time of any other chain is the world's: where its newest block is ahead, made
 * while the machine's clock was wrong, the next ones keep its time until the world has caught up.
 */
export function createChainClock(options: {
  chainId: number
  head: { timestamp: number } | undefined
  now: () => number
}): ChainClock {
  const { chainId, head, now } = options
  const isMovable = chainId === developmentChainId
  let aheadMs = isMovable ? Math.max(0, (head?.timestamp ?? 0) * 1_000 - now()) : 0
  return {
    aheadMs: () => aheadMs,
    skip(ms) {
      if (!isMovable) throw new ClockError(chainId)
      aheadMs += ms
      return aheadMs
    },
  }
}

export class ClockError extends BaseError {
  override readonly name = 'Node.ClockError'
  constructor(chainId: number) {
    super(`Expected the development chain ${developmentChainId}, found chain ${chainId}: its time is the world's.`)
  }
}
