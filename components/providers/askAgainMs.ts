const afterFaultMs = 3_000

/**
 * Returns after how long an answer that repeats by itself is asked for again: as its reader wishes, and not before some
 * seconds where the last asking failed, so that a page comes back by itself without pressing a node that is in trouble.
 */
export function askAgainMs(wishedMs: number | false, failed: boolean): number | false {
  return wishedMs !== false && failed ? Math.max(wishedMs, afterFaultMs) : wishedMs
}
