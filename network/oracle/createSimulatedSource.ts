import { exactExp } from '../../lib/appraisal/exactMath.ts'
import type { OracleFeed } from '../../lib/appraisal/oracleFeeds.ts'
import type { Source } from './Source.ts'

/**
 * Returns a source of simulated figures, for development networks only: each feed drifts around where it began, the same
 * for the same time, and each feeder sees it a little differently, as real ones do.
 */
export function createSimulatedSource(options: { feeder: number; now: () => number }): Source {
  return {
    name: 'simulated',
    read: async (feed) => {
      const days = options.now() / 86_400_000
      const own = 0.003 * (hash(feed, options.feeder + 1) - 0.5)
      return feed.start * exactExp(drift(feed, days) + own)
    },
  }
}

/** Two slow waves of some percent, with periods and phases of the feed's own. */
function drift(feed: OracleFeed, days: number): number {
  const slow = wave(days / (40 + 60 * hash(feed, 11)) + hash(feed, 12))
  const quick = wave(days / (2 + 5 * hash(feed, 13)) + hash(feed, 14))
  return 0.03 * slow + 0.006 * quick
}

/** A triangle between -1 and 1 with the period 1. */
function wave(turns: number): number {
  return 4 * Math.abs(turns - Math.floor(turns) - 0.5) - 1
}

/** From 0 to 1, fixed by feed and salt. */
function hash({ id }: OracleFeed, salt: number): number {
  return Number.parseInt(id.slice(2 + 2 * salt, 8 + 2 * salt), 16) / 0x1_00_00_00
}
