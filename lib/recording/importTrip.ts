import { z } from 'zod'
import { BaseError } from '../errors.ts'
import { decodeTrip, type ImportOptions, type TripRecord, tripOfRecords } from './decodeTrip.ts'
import { readTrip } from './readTrip.ts'
import type { Trip } from './Trip.ts'

/** Returns the trip in a file, whatever of our formats it has: the recording itself, lines of JSON, CSV, JSON, GeoJSON, VISS. */
export async function importTrip(bytes: Uint8Array, options: ImportOptions): Promise<Trip> {
  if (bytes[0] === 1) return readTrip(bytes)
  const text = new TextDecoder().decode(bytes).trimStart()
  if (!text.startsWith('{')) return tripOfRecords(readCsv(text), options)
  const firstLine = text.slice(0, text.indexOf('\n') >>> 0).trim()
  const json = parseJson(text)
  if (json === undefined || (isRecord(firstLine) && 'time' in (json as object))) return decodeTrip(bytes, options)
  return tripOfRecords(readJson(json), options)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(line: string): boolean {
  const value = parseJson(line)
  return typeof value === 'object' && value !== null && 'time' in value
}

function readCsv(text: string): TripRecord[] {
  const [names = [], ...rows] = readCells(text)
  const time = names.findIndex((name) => /^(time|timestamp|date|ts)\b/i.test(name))
  if (time === -1 || names.length < 2) throw new UnknownTripFormatError(names.join().slice(0, 80))
  return rows.map((cells, index) => {
    const timeMs = readTimeMs(cells[time] ?? '')
    if (!Number.isFinite(timeMs)) throw new UnknownTripFormatError(`line ${index + 2}: ${cells.join().slice(0, 60)}`)
    const fields = names.flatMap((name, at) => (at === time || !cells[at] ? [] : [[name, Number(cells[at])]]))
    return { timeMs, fields: Object.fromEntries(fields) }
  })
}

/** A cell in quotes may hold what would end it. */
const cellPattern = /([ \t]*"(?:[^"]|"")*"[ \t\r]*|[^,;\n]*)([,;\n]|$)/g

function readCells(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, cell = '', end] of text.matchAll(cellPattern)) {
    row.push(cell.trim().replace(/^"|"$/g, '').replaceAll('""', '"'))
    if (end === ',' || end === ';') continue
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  return rows
}

function readTimeMs(cell: string): number {
  const number = Number(cell)
  if (cell === '' || Number.isNaN(number)) return Date.parse(cell)
  return number < 1e11 ? number * 1000 : number
}

const points = z.array(z.object({ value: z.coerce.number(), ts: z.string() }))
const schemas = z.union([
  z.object({
    data: z.array(z.object({ path: z.string(), dp: z.union([points, points.element.transform((one) => [one])]) })),
  }),
  z.object({
    header: z.object({ startedMs: z.number() }),
    series: z.array(z.object({ path: z.string(), times: z.array(z.number()), values: z.array(z.number()) })),
  }),
  z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(z.object({ geometry: z.unknown(), properties: z.unknown() })),
  }),
])

function readJson(json: unknown): TripRecord[] {
  const parsed = schemas.safeParse(json)
  if (!parsed.success) throw new UnknownTripFormatError(JSON.stringify(json).slice(0, 80))
  const { data } = parsed
  if ('data' in data) {
    return data.data.flatMap(({ path, dp }) =>
      dp.map(({ value, ts }) => ({ timeMs: Date.parse(ts), fields: { [path]: value } })),
    )
  }
  if ('series' in data) {
    return data.series.flatMap(({ path, times, values }) =>
      times.map((time, at) => ({ timeMs: data.header.startedMs + time, fields: { [path]: values[at] } })),
    )
  }
  return data.features.flatMap(readTrack)
}

const lineString = z.object({
  geometry: z.object({ type: z.literal('LineString'), coordinates: z.array(z.array(z.number()).min(2)) }),
  properties: z.object({ coordTimes: z.array(z.string()) }),
})

function readTrack(feature: unknown): TripRecord[] {
  const parsed = lineString.safeParse(feature)
  if (!parsed.success) return []
  const { geometry, properties } = parsed.data
  return geometry.coordinates.flatMap(([longitude, latitude], at) => {
    const time = properties.coordTimes[at]
    const fields = {
      'Vehicle.CurrentLocation.Longitude': longitude,
      'Vehicle.CurrentLocation.Latitude': latitude,
    }
    return time === undefined ? [] : [{ timeMs: Date.parse(time), fields }]
  })
}

export class UnknownTripFormatError extends BaseError {
  override readonly name = 'Recording.UnknownTripFormatError'
  constructor(found: string) {
    super(`Expected a recording, lines of JSON, CSV with a time column, JSON, GeoJSON or VISS, found "${found}".`)
  }
}
