import { findSeries, type Series, type Trip, type TripEvent } from './Trip.ts'

/*
 * Events are found by slopes: a line is fitted through all speeds of one second, and two such windows in a row must be beyond
 * the threshold. Speed comes in steps of 1 km/h; the difference of two neighbours at 10 Hz would read 2.8 m/s² where there is
 * nothing. Below 2 samples a second nothing is concluded.
 */
export const thresholds = {
  brakeMps2: 3.3,
  accelerateMps2: 2.8,
  cornerMps2: 3.7,
  idleMs: 60_000,
  collisionMps2: 7,
} as const
const windowMs = 1000
const stepMs = 250
const leastHz = 2

type Slope = { atMs: number; value: number; rateHz: number; endSpeed: number }

/** Returns the events that the signals of a trip show, in order. */
export function detectEvents(trip: Pick<Trip, 'series'>): TripEvent[] {
  const speed = findSeries(trip, 'Vehicle.Speed')
  if (!speed || speed.times.length < 4) return []
  const slopes = findSlopes(speed, 1 / 3.6)
  const events = [
    ...runs(slopes, ({ value }) => value <= -thresholds.brakeMps2, 'HARSH_BRAKING', 1.4),
    ...runs(slopes, ({ value }) => value >= thresholds.accelerateMps2, 'HARSH_ACCELERATION', 1.4),
    ...runs(lateralOf(trip, speed), ({ value }) => Math.abs(value) >= thresholds.cornerMps2, 'HARSH_CORNERING', 1.35),
    ...findIdling(trip, speed),
    ...findBreakdowns(trip, speed),
    ...findMoves(speed),
  ]
  return markCollisions(events, slopes).sort((a, b) => a.atMs - b.atMs)
}

/** Least squares over each window, from prefix sums: the effort grows with the samples, not with the windows. */
function findSlopes({ times, values }: Series, scale: number): Slope[] {
  const slopes: Slope[] = []
  let first = 0
  let last = 0
  for (let from = times[0]!; from + windowMs <= times.at(-1)! + 1; from += stepMs) {
    while (first < times.length && times[first]! < from) first++
    while (last < times.length && times[last]! <= from + windowMs) last++
    const count = last - first
    const rateHz = (count / windowMs) * 1000
    if (count < 3 || rateHz < leastHz) continue
    const value = fitSlope(times, values, first, last) * 1000 * scale
    slopes.push({ atMs: from, value, rateHz, endSpeed: values[last - 1]! })
  }
  return slopes
}

function fitSlope(times: Float64Array, values: Float64Array, first: number, last: number): number {
  const count = last - first
  let meanTime = 0
  let meanValue = 0
  for (let at = first; at < last; at++) {
    meanTime += times[at]! / count
    meanValue += values[at]! / count
  }
  let above = 0
  let below = 0
  for (let at = first; at < last; at++) {
    above += (times[at]! - meanTime) * (values[at]! - meanValue)
    below += (times[at]! - meanTime) ** 2
  }
  return below === 0 ? 0 : above / below
}

/** Measured sideways acceleration, or what the course over ground says about it. */
function lateralOf(trip: Pick<Trip, 'series'>, speed: Series): Slope[] {
  const measured = findSeries(trip, 'Vehicle.Acceleration.Lateral')
  if (measured && measured.times.length > 3) return meansOf(measured)
  const heading = findSeries(trip, 'Vehicle.CurrentLocation.Heading')
  if (!heading || heading.times.length < 3) return []
  const unwrapped = Float64Array.from(heading.values)
  for (let at = 1; at < unwrapped.length; at++) {
    const turn = ((((heading.values[at]! - heading.values[at - 1]!) % 360) + 540) % 360) - 180
    unwrapped[at] = unwrapped[at - 1]! + turn
  }
  let place = 0
  return findSlopes({ ...heading, values: unwrapped }, Math.PI / 180).map((slope) => {
    while (place + 1 < speed.times.length && speed.times[place + 1]! <= slope.atMs + windowMs / 2) place++
    return { ...slope, value: (slope.value * speed.values[place]!) / 3.6 }
  })
}

function meansOf({ times, values }: Series): Slope[] {
  const means: Slope[] = []
  let at = 0
  for (let from = times[0]!; from + windowMs <= times.at(-1)! + 1; from += stepMs) {
    while (at < times.length && times[at]! < from) at++
    let count = 0
    let sum = 0
    for (let next = at; next < times.length && times[next]! <= from + windowMs; next++, count++) sum += values[next]!
    if (count >= leastHz) means.push({ atMs: from, value: sum / count, rateHz: count, endSpeed: 0 })
  }
  return means
}

type HarshKind = 'HARSH_BRAKING' | 'HARSH_ACCELERATION' | 'HARSH_CORNERING'

/** Stretches in which at least two windows in a row are beyond the threshold. */
function runs(
  slopes: readonly Slope[],
  isBeyond: (slope: Slope) => boolean,
  kind: HarshKind,
  step: number,
): TripEvent[] {
  const base = {
    HARSH_BRAKING: thresholds.brakeMps2,
    HARSH_ACCELERATION: thresholds.accelerateMps2,
    HARSH_CORNERING: thresholds.cornerMps2,
  }
  const events: TripEvent[] = []
  let run: Slope[] = []
  const close = () => {
    const [first] = run
    if (first && run.length >= 2) {
      const peak = run.reduce((most, { value }) => (Math.abs(value) > Math.abs(most) ? value : most), 0)
      const times = Math.abs(peak) / base[kind]
      const severity = times > step * step ? 'HARD' : times > step ? 'MEDIUM' : 'LIGHT'
      const rateHz = Math.min(...run.map((slope) => slope.rateHz))
      events.push({
        atMs: first.atMs,
        kind,
        durationMs: run.at(-1)!.atMs + windowMs - first.atMs,
        severity,
        peak,
        rateHz,
      })
    }
    run = []
  }
  for (const slope of slopes) {
    if (run.length > 0 && (slope.atMs - run.at(-1)!.atMs > 2 * stepMs || !isBeyond(slope))) close()
    if (isBeyond(slope)) run.push(slope)
  }
  close()
  return events
}

/** Harder than brakes can stop a car, and then it stands. */
function markCollisions(events: TripEvent[], slopes: readonly Slope[]): TripEvent[] {
  return events.map((event) => {
    if (event.kind !== 'HARSH_BRAKING' || Math.abs(event.peak!) < thresholds.collisionMps2) return event
    const after = slopes.find((slope) => slope.atMs >= event.atMs + event.durationMs)
    return after && after.endSpeed > 3 ? event : { ...event, kind: 'COLLISION', severity: 'HARD' }
  })
}

function findIdling(trip: Pick<Trip, 'series'>, speed: Series): TripEvent[] {
  const engine = findSeries(trip, 'Vehicle.Powertrain.CombustionEngine.Speed')
  if (!engine) return []
  return stretches(speed, (value) => value < 1)
    .filter(({ from, to }) => to - from >= thresholds.idleMs && valueAt(engine, (from + to) / 2) > 300)
    .map(({ from, to }) => ({ atMs: from, kind: 'IDLING', durationMs: to - from }))
}

/** The engine stands while the car still rolls. */
function findBreakdowns(trip: Pick<Trip, 'series'>, speed: Series): TripEvent[] {
  const engine = findSeries(trip, 'Vehicle.Powertrain.CombustionEngine.Speed')
  if (!engine) return []
  return stretches(engine, (value) => value < 100)
    .filter(({ from, to }) => to - from >= 3000 && from > 0 && valueAt(speed, from + 1500) > 5)
    .map(({ from, to }) => ({ atMs: from, kind: 'BREAKDOWN', durationMs: to - from, severity: 'HARD' }))
}

function findMoves(speed: Series): TripEvent[] {
  const moving = stretches(speed, (value) => value >= 3)
  const [first] = moving
  if (!first) return []
  const last = moving.at(-1)!
  // A record that begins or ends in motion shows neither.
  return [
    ...(first.from > speed.times[0]! ? [{ atMs: first.from, kind: 'START' as const, durationMs: 0 }] : []),
    ...(last.to < speed.times.at(-1)! ? [{ atMs: last.to, kind: 'STOP' as const, durationMs: 0 }] : []),
  ]
}

function stretches({ times, values }: Series, holds: (value: number) => boolean): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  let from: number | undefined
  for (let at = 0; at < times.length; at++) {
    if (holds(values[at]!)) from ??= times[at]!
    else if (from !== undefined) {
      found.push({ from, to: times[at]! })
      from = undefined
    }
  }
  if (from !== undefined) found.push({ from, to: times.at(-1)! })
  return found
}

function valueAt({ times, values }: Series, ms: number): number {
  let low = 0
  let high = times.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (times[middle]! <= ms) low = middle
    else high = middle - 1
  }
  return values[low] ?? Number.NaN
}
