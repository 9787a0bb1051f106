import type { HeadState } from '../../lib/chain/HeadState.ts'

export type ChainTime = {
  /** What a block that is made now would say, in seconds since 1970. */
  seconds: number
  /** For how long no block was seen. */
  silentSeconds: number
}

/**
 * Returns the time that the chain's deadlines are measured by. It goes on by the reader's clock from the newest block: a node
 * that holds back blocks could otherwise stop it. Where the chain's clock was moved ahead, it is ahead here by as much.
 */
export function estimateChainTime(state: HeadState, nowMs: number): ChainTime | undefined {
  const known = newestOf(state)
  if (known === undefined) return undefined
  const { timestamp, arrivedAtMs = nowMs } = known
  const sinceArrivalMs = Math.max(0, nowMs - arrivedAtMs)
  const seconds = Math.max(timestamp + Math.floor(sinceArrivalMs / 1_000), Math.floor(nowMs / 1_000))
  return { seconds, silentSeconds: seconds - timestamp }
}

function newestOf(state: HeadState): { timestamp: number; arrivedAtMs?: number } | undefined {
  if (state.status === 'live') return { timestamp: state.head.timestamp, arrivedAtMs: state.arrivedAtMs }
  return state.status === 'down' || state.status === 'refused' ? state.last : undefined
}
