const weekSeconds = 604_800

/** Returns what is left of a vote's weight after each of the coming weeks, beside votes cast then; 1 is a vote of today. */
export function fadeWeight(halfLifeSeconds: number, weeks: number): { week: number; left: number }[] {
  return Array.from({ length: weeks + 1 }, (_, week) => ({
    week,
    left: 2 ** (-(week * weekSeconds) / halfLifeSeconds),
  }))
}
