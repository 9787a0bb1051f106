import type { OracleFeed } from '../../lib/appraisal/oracleFeeds.ts'

/** Where a feeder has its figures from. Absence means: this source does not know that feed, or not now. */
export type Source = {
  name: string
  read(feed: OracleFeed, signal: AbortSignal): Promise<number | undefined>
}
