import type { TurnTiming } from '../node/producer/createProducer.ts'

/** A chain under load: ours, or one that we compare with. */
export type Target = {
  name: string
  url: string
  pid: number
  /** Where the time of each block since the last call went; only ours tells. */
  timings?: (() => Promise<TurnTiming[]>) | undefined
  stop(): Promise<void>
}

/** What a run of the load generator found. */
export type LoadResult = {
  /** In blocks, over the measured time. */
  included: number
  seconds: number
  blocks: number
  /** From sending to being seen in a block. */
  latencyMs: { p50: number; p95: number }
  sent: number
  refused: number
  /** Of the first fifty in the fullest block: whether every receipt says success. */
  succeeded: boolean
}

export type LoadRequest = {
  url: string
  /** Sent and not yet in a block, at most. */
  outstanding: number
  /** Sent per second, at most. */
  perSecond: number
  blocks: number
  /** The measurement ends here, however few blocks there were. */
  maxSeconds: number
}
