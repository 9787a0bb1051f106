/**
 * Returns whole milliseconds on a clock that is never set, not even back: for how long something takes, never for what
 * time it is.
 */
export function monotonicNow(): number {
  return Math.floor(performance.now())
}
