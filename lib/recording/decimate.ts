import type { Series } from './Trip.ts'

/** Returns what of a series can be seen between two times: the lowest and the highest value of each of so many columns. */
export function decimate(
  { times, values }: Pick<Series, 'times' | 'values'>,
  fromMs: number,
  toMs: number,
  columns: number,
) {
  const first = Math.max(0, firstAtOrAfter(times, fromMs) - 1)
  const last = Math.min(times.length, firstAtOrAfter(times, toMs) + 1)
  if (last - first <= 2 * columns) {
    return { times: times.subarray(first, last), values: values.subarray(first, last) }
  }
  const outTimes = new Float64Array(2 * columns + 2)
  const outValues = new Float64Array(2 * columns + 2)
  const step = (last - first) / columns
  let count = 0
  for (let column = 0; column < columns; column++) {
    const from = first + Math.floor(column * step)
    const to = Math.min(last, first + Math.floor((column + 1) * step))
    let low = from
    let high = from
    for (let at = from + 1; at < to; at++) {
      if (values[at]! < values[low]!) low = at
      else if (values[at]! > values[high]!) high = at
    }
    const pair = low <= high ? [low, high] : [high, low]
    for (const at of pair[0] === pair[1] ? [low] : pair) {
      outTimes[count] = times[at]!
      outValues[count++] = values[at]!
    }
  }
  return { times: outTimes.subarray(0, count), values: outValues.subarray(0, count) }
}

/** Returns the place of the first time that is not before this one. */
export function firstAtOrAfter(times: ArrayLike<number>, ms: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! < ms) low = middle + 1
    else high = middle
  }
  return low
}
