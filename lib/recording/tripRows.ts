import type { Trip } from './Trip.ts'

export type TripRow = { atMs: number; values: [signal: number, value: number][] }

/** Returns the samples of a trip by time: what was sampled in the same millisecond is one row. */
export function* tripRows({ series }: Pick<Trip, 'series'>): Generator<TripRow> {
  const at = series.map(() => 0)
  for (;;) {
    let atMs = Number.POSITIVE_INFINITY
    for (let signal = 0; signal < series.length; signal++) {
      const time = series[signal]!.times[at[signal]!]
      if (time !== undefined && time < atMs) atMs = time
    }
    if (atMs === Number.POSITIVE_INFINITY) return
    const values: TripRow['values'] = []
    for (let signal = 0; signal < series.length; signal++) {
      const { times, values: all } = series[signal]!
      if (times[at[signal]!] !== atMs) continue
      values.push([signal, all[at[signal]!]!])
      while (times[at[signal]!] === atMs) at[signal]!++
    }
    yield { atMs, values }
  }
}
