/** A drive is over when nothing has come for so long. */
const mostGapMs = 6 * 3_600_000
/** Windows without records are chunks too: the length of a parcel is bounded in time, not only in records. */
const mostSpanMs = 24 * 3_600_000

/** Returns records, which come in the order of their times, in pieces none of which holds a long gap or lasts longer than a day. */
export function cutAtGaps<T extends { time: number }>(lines: readonly T[]): T[][] {
  const pieces: T[][] = []
  for (const line of lines) {
    const piece = pieces.at(-1)
    const fits = piece && line.time - piece.at(-1)!.time <= mostGapMs && line.time - piece[0]!.time <= mostSpanMs
    if (fits) piece.push(line)
    else pieces.push([line])
  }
  return pieces
}
