const firstMs = 3_000
const longestMs = 60_000

/**
 * Returns after how long an answer is asked for again: as its reader wishes, or after a fault in some seconds, twice as many
 * each time, so that a page comes back by itself without pressing a node that is in trouble.
 */
export function askAgainMs(
  wishedMs: number | false,
  query: { error: unknown; errorUpdateCount: number },
): number | false {
  if (!query.error) return wishedMs
  return Math.max(wishedMs || 0, Math.min(firstMs * 2 ** (query.errorUpdateCount - 1), longestMs))
}
