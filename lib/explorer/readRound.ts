import type { Address } from '../bytes/hex.ts'
import type { BlockSummary } from '../chain/HeadState.ts'
import { producerOrder } from '../chain/producerOrder.ts'
import type { Schedule } from './readSchedule.ts'

/** Who made a block. */
export type Maker = Pick<BlockSummary, 'number' | 'producer'>

export type Turn = {
  producer: Address
  /** The height at which it is this producer's turn. */
  blockNumber: number
  /** `stood-in`: the block was made by somebody else, because the one whose turn it was missed it. */
  state: 'made' | 'missed' | 'next' | 'waiting' | 'unknown'
  by: Address | undefined
}

/**
 * Returns the turns of the round that the next block belongs to, in the order of the round. Whoever stands in for a producer
 * that missed its turn is told by the block itself.
 */
export function readRound(schedule: Schedule, recent: readonly Maker[], head: number): Turn[] {
  const count = schedule.validators.length
  const next = head + 1
  const first = next - (next % count)
  const { order } = producerOrder({ ...schedule, blockNumber: next, round: 0 })
  const blocks = new Map(recent.map((block) => [block.number, block]))
  return order.map((producer, place) => {
    const blockNumber = first + place
    if (blockNumber === next) return { producer, blockNumber, state: 'next', by: undefined }
    if (blockNumber > next) return { producer, blockNumber, state: 'waiting', by: undefined }
    const by = blocks.get(blockNumber)?.producer
    if (by === undefined) return { producer, blockNumber, state: 'unknown', by: undefined }
    return { producer, blockNumber, state: by.toLowerCase() === producer.toLowerCase() ? 'made' : 'missed', by }
  })
}
