import { BaseError } from '../errors.ts'
import { unitOf } from './signalInfo.ts'
import type { EventKind, SignalInfo, Trip, TripEvent } from './Trip.ts'

export type ImportOptions = { id: string; title?: string }

type Sample = [atMs: number, value: number]

/** Returns the trip in lines of JSON as `encodeTrip` writes them; also of others who use paths and a time. */
export function decodeTrip(bytes: Uint8Array, options: ImportOptions): Trip {
  const lines = new TextDecoder().decode(bytes).split('\n')
  const records = lines.flatMap((line, index) => (line.trim() === '' ? [] : [parseRecord(line, index + 1)]))
  return tripOfRecords(records, options)
}

export type TripRecord = { timeMs: number; fields: Record<string, unknown> }

/** Returns the trip in records with times since 1970. Values that are no numbers, and what is no signal, are left out. */
export function tripOfRecords(records: readonly TripRecord[], { id, title }: ImportOptions): Trip {
  if (records.length === 0) throw new NoRecordsError()
  const startedMs = records.reduce((least, { timeMs }) => Math.min(least, timeMs), Number.POSITIVE_INFINITY)
  const samples = new Map<string, Sample[]>()
  const events: TripEvent[] = []
  for (const { timeMs, fields } of records) {
    const atMs = Math.round(timeMs - startedMs)
    if (typeof fields['Qood.Event.Kind'] === 'string') events.push(readEvent(atMs, fields))
    else for (const [path, value] of Object.entries(fields)) addSample(samples, path, atMs, value)
  }
  const series = [...samples].map(([path, list]) => seriesOf(path, list))
  return {
    header: {
      format: 'qoodblock.trip',
      version: 1,
      id,
      startedMs: Math.round(startedMs),
      ...(title && { title }),
      source: { kind: 'import' },
      signals: series.map(({ path, unit, resolution }): SignalInfo => ({ path, unit, resolution })),
    },
    series,
    events: events.sort((a, b) => a.atMs - b.atMs),
    durationMs: Math.max(0, ...series.map(({ times }) => times.at(-1) ?? 0)),
    proof: { frames: 0, signed: 0, complete: true, trust: 'page', head: '0x' },
  }
}

function addSample(samples: Map<string, Sample[]>, path: string, atMs: number, value: unknown): void {
  if (path.startsWith('Qood.') || typeof value !== 'number' || !Number.isFinite(value)) return
  const list = samples.get(path)
  if (list) list.push([atMs, value])
  else samples.set(path, [[atMs, value]])
}

function seriesOf(path: string, list: Sample[]) {
  list.sort(([a], [b]) => a - b)
  return {
    path,
    ...unitOf(path),
    times: Float64Array.from(list, ([atMs]) => atMs),
    values: Float64Array.from(list, ([, value]) => value),
  }
}

function readEvent(atMs: number, fields: Record<string, unknown>): TripEvent {
  const number = (path: string) => (typeof fields[path] === 'number' ? fields[path] : undefined)
  const peak = number('Qood.Event.Peak')
  const rateHz = number('Qood.Sample.Rate')
  const severity = fields['Qood.Event.Severity']
  return {
    atMs,
    kind: fields['Qood.Event.Kind'] as EventKind,
    durationMs: (number('Qood.Event.Duration') ?? 0) * 1000,
    ...(severity === 'LIGHT' || severity === 'MEDIUM' || severity === 'HARD' ? { severity } : {}),
    ...(peak !== undefined && { peak }),
    ...(rateHz !== undefined && { rateHz }),
  }
}

function parseRecord(line: string, number: number): TripRecord {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    throw new InvalidRecordError(number, 'text that is no JSON', cause)
  }
  if (typeof value !== 'object' || value === null) throw new InvalidRecordError(number, typeof value)
  const { time, ...fields } = value as Record<string, unknown>
  const timeMs = typeof time === 'string' ? Date.parse(time) : time
  if (typeof timeMs !== 'number' || !Number.isFinite(timeMs)) throw new InvalidRecordError(number, 'no time')
  return { timeMs, fields }
}

export class InvalidRecordError extends BaseError {
  override readonly name = 'Recording.InvalidRecordError'
  constructor(line: number, found: string, cause?: unknown) {
    super(`Expected line ${line} to be a JSON object with a time, found ${found}.`, { cause })
  }
}

export class NoRecordsError extends BaseError {
  override readonly name = 'Recording.NoRecordsError'
  constructor() {
    super('Expected at least one record with a time and a value, found none.')
  }
}
