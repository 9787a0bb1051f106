import type { Trip } from './Trip.ts'
import { tripRows } from './tripRows.ts'

/*
 * A trip as lines of JSON, in the order of time: what is sealed, sold and validated. Each line holds `time` in milliseconds
 * since 1970 and what was sampled then, by its path in the dictionary; events have lines of their own, between the others.
 */
const encoder = new TextEncoder()
const linesPerPiece = 2000

/** Returns the lines piece by piece, so that no trip is too long for memory. */
export function* encodeTrip(
  trip: Trip,
  /** Paths that the dictionary knows; others are left out. */
  known?: ReadonlySet<string>,
): Generator<Uint8Array<ArrayBuffer>> {
  let lines: string[] = []
  for (const line of tripLines(known ? keepKnown(trip, known) : trip)) {
    lines.push(line)
    if (lines.length < linesPerPiece) continue
    yield encoder.encode(`${lines.join('\n')}\n`)
    lines = []
  }
  if (lines.length > 0) yield encoder.encode(`${lines.join('\n')}\n`)
}

function keepKnown(trip: Trip, known: ReadonlySet<string>): Trip {
  const series = trip.series.filter(({ path }) => known.has(path))
  return { ...trip, series, header: { ...trip.header, signals: series } }
}

function* tripLines(trip: Trip): Generator<string> {
  const { startedMs, signals, id, vehicle, source } = trip.header
  const keys = signals.map(({ path }) => `${JSON.stringify(path)}:`)
  const always = [
    vehicle === undefined ? '' : `,"vehicle":${JSON.stringify(vehicle)}`,
    `,"source":${JSON.stringify(source.adapter ?? source.kind)}`,
  ].join('')
  const events = trip.events.filter(({ kind }) => !notes.has(kind)).sort((a, b) => a.atMs - b.atMs)
  let next = 0
  let isFirst = true
  const eventLine = (index: number) => formatEvent(events[index]!, startedMs, always)
  for (const { atMs, values } of tripRows(trip)) {
    while (next < events.length && events[next]!.atMs < atMs) yield eventLine(next++)
    const fields = values.map(([signal, value]) => `${keys[signal]}${value}`).join(',')
    const trailer = isFirst ? `,"Qood.Trip.Id":${JSON.stringify(id)}` : ''
    isFirst = false
    yield `{"time":${startedMs + atMs},${fields}${always}${trailer}}`
  }
  while (next < events.length) yield eventLine(next++)
}

/** What happened to the recording and not to the car. */
const notes = new Set(['PAUSE', 'RESUME', 'LOST'])

function formatEvent(event: Trip['events'][number], startedMs: number, always: string): string {
  const fields = {
    'Qood.Event.Kind': event.kind,
    ...(event.severity && { 'Qood.Event.Severity': event.severity }),
    ...(event.peak !== undefined && { 'Qood.Event.Peak': Math.round(event.peak * 1000) / 1000 }),
    'Qood.Event.Duration': Math.round(event.durationMs) / 1000,
    ...(event.rateHz !== undefined && { 'Qood.Sample.Rate': Math.round(event.rateHz * 10) / 10 }),
  }
  return `{"time":${startedMs + Math.round(event.atMs)},${JSON.stringify(fields).slice(1, -1)}${always}}`
}
