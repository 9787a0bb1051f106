export type Rate = { perSecond: number; burst: number }

/** What one caller can make the gateway do. */
export type Limits = {
  bodyBytes: number
  responseBytes: number
  batch: number
  concurrentRequests: number
  connections: number
  deadlineMs: number
  rate: Rate
  /** For callers on this machine: the app, tests, benchmarks. */
  loopbackRate: Rate
  logResults: number
  logBlocks: number
  callGas: bigint
  socketBufferBytes: number
  subscriptionsPerSocket: number
  filters: number
  filterIdleMs: number
}

export const defaultLimits: Limits = {
  bodyBytes: 5 * 1024 * 1024,
  responseBytes: 25 * 1024 * 1024,
  batch: 1_000,
  concurrentRequests: 4_000,
  connections: 2_000,
  deadlineMs: 10_000,
  rate: { perSecond: 200, burst: 2_000 },
  loopbackRate: { perSecond: 50_000, burst: 100_000 },
  logResults: 10_000,
  logBlocks: 1_000_000,
  callGas: 50_000_000n,
  socketBufferBytes: 16 * 1024 * 1024,
  subscriptionsPerSocket: 100,
  filters: 10_000,
  filterIdleMs: 5 * 60_000,
}
