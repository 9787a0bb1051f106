import { formatCsv } from '../explorer/formatCsv.ts'
import { encodeTrip } from './encodeTrip.ts'
import { findSeries, type Trip } from './Trip.ts'
import { tripRows } from './tripRows.ts'

export type TripFormat = 'jsonl' | 'csv' | 'json' | 'geojson' | 'viss'

export const tripFormats: Record<TripFormat, { type: string; extension: string }> = {
  jsonl: { type: 'application/jsonl', extension: 'jsonl' },
  csv: { type: 'text/csv', extension: 'csv' },
  json: { type: 'application/json', extension: 'json' },
  geojson: { type: 'application/geo+json', extension: 'geojson' },
  viss: { type: 'application/json', extension: 'viss.json' },
}

/** Returns the trip as a file that other programs read. */
export function exportTrip(trip: Trip, format: TripFormat): Blob {
  return new Blob([...writers[format](trip)], { type: tripFormats[format].type })
}

const writers: Record<TripFormat, (trip: Trip) => Iterable<BlobPart>> = {
  jsonl: encodeTrip,
  csv: writeCsv,
  json: writeJson,
  geojson: (trip) => [JSON.stringify(toGeoJson(trip))],
  viss: writeViss,
}

function* writeCsv(trip: Trip): Generator<string> {
  const { startedMs, signals } = trip.header
  yield formatCsv(['time', ...signals.map(({ path }) => path)], [])
  let lines: string[] = []
  for (const { atMs, values } of tripRows(trip)) {
    const cells = signals.map(() => '')
    for (const [signal, value] of values) cells[signal] = String(value)
    lines.push(`${new Date(startedMs + atMs).toISOString()},${cells.join(',')}\r\n`)
    if (lines.length < 2000) continue
    yield lines.join('')
    lines = []
  }
  yield lines.join('')
}

function* writeJson(trip: Trip): Generator<string> {
  const { header, events, durationMs, proof } = trip
  yield `{"header":${JSON.stringify(header)},"durationMs":${durationMs},"proof":${JSON.stringify(proof)},"events":${JSON.stringify(events)},"series":[`
  for (const [index, { path, unit, times, values }] of trip.series.entries()) {
    yield `${index > 0 ? ',' : ''}{"path":${JSON.stringify(path)},"unit":${JSON.stringify(unit)},"times":[${times.join()}],"values":[${values.join()}]}`
  }
  yield ']}'
}

/** Returns the track (RFC 7946): positions with their times beside them, and the events as points. */
export function toGeoJson(trip: Trip) {
  const latitude = findSeries(trip, 'Vehicle.CurrentLocation.Latitude')
  const longitude = findSeries(trip, 'Vehicle.CurrentLocation.Longitude')
  const count = Math.min(latitude?.times.length ?? 0, longitude?.times.length ?? 0)
  const { startedMs, id } = trip.header
  const positions = Array.from({ length: count }, (_, at) => [longitude!.values[at]!, latitude!.values[at]!])
  const times = Array.from({ length: count }, (_, at) => new Date(startedMs + latitude!.times[at]!).toISOString())
  const near = (ms: number) => {
    const at = times.findLastIndex((_, index) => latitude!.times[index]! <= ms)
    return positions[Math.max(0, at)]!
  }
  const points =
    count === 0
      ? []
      : trip.events.map(({ atMs, kind, ...rest }) => ({
          type: 'Feature' as const,
          geometry: { type: 'Point' as const, coordinates: near(atMs) },
          properties: { kind, time: new Date(startedMs + atMs).toISOString(), ...rest },
        }))
  const track = {
    type: 'Feature' as const,
    geometry: count === 0 ? null : { type: 'LineString' as const, coordinates: positions },
    properties: { id, coordTimes: times },
  }
  return { type: 'FeatureCollection' as const, features: [track, ...points] }
}

/** Data points as the Vehicle Information Service Specification shapes them. */
function* writeViss(trip: Trip): Generator<string> {
  const { startedMs } = trip.header
  yield '{"action":"get","ts":'
  yield `${JSON.stringify(new Date(startedMs + trip.durationMs).toISOString())},"data":[`
  for (const [index, { path, times, values }] of trip.series.entries()) {
    const points = Array.from(
      times,
      (time, at) => `{"value":"${values[at]}","ts":"${new Date(startedMs + time).toISOString()}"}`,
    )
    yield `${index > 0 ? ',' : ''}{"path":${JSON.stringify(path)},"dp":[${points.join(',')}]}`
  }
  yield ']}'
}
