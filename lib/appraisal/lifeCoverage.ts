import type { RecordKind, VehicleRecord } from './VehicleLife.ts'
import { yearSeconds } from './valuationFeatures.ts'

/** A stretch of a car's life: what is known of it, or that nothing is. */
export type Span = { from: number; to: number; source: RecordKind | 'nothing'; records: number }

export type Coverage = {
  spans: readonly Span[]
  /** The part of the life with a record at least every `reachSeconds`, from 0 to 1. */
  known: number
  readings: number
  /** The longest stretch between two readings of the odometer, or before the first and after the last. */
  longestBlindSeconds: number
}

/** A record speaks for half a year to each side: services come once a year. */
const reachSeconds = Math.round(yearSeconds / 2)

/** Returns which parts of the time from `from` to `to` are covered by records of which kind, and which by none. */
export function lifeCoverage(records: readonly VehicleRecord[], { from, to }: { from: number; to: number }): Coverage {
  const spans: Span[] = []
  for (const record of records.toSorted((a, b) => a.happenedAt - b.happenedAt)) {
    const begin = Math.max(from, record.happenedAt - reachSeconds, spans.at(-1)?.to ?? from)
    const end = Math.min(to, record.happenedAt + reachSeconds)
    const last = spans.at(-1)
    if (last && last.source === record.kind && begin <= last.to) {
      last.to = Math.max(last.to, end)
      last.records += 1
      continue
    }
    if (end <= begin) continue
    const reached = last?.to ?? from
    if (begin > reached) spans.push({ from: reached, to: begin, source: 'nothing', records: 0 })
    spans.push({ from: begin, to: end, source: record.kind, records: 1 })
  }
  const reached = spans.at(-1)?.to ?? from
  if (reached < to) spans.push({ from: reached, to, source: 'nothing', records: 0 })
  const dark = spans.reduce((sum, span) => sum + (span.source === 'nothing' ? span.to - span.from : 0), 0)
  const readings = records.filter(({ odometerKm }) => odometerKm !== undefined).map(({ happenedAt }) => happenedAt)
  return {
    spans,
    known: to > from ? 1 - dark / (to - from) : 0,
    readings: readings.length,
    longestBlindSeconds: longestGap([from, ...readings.toSorted((a, b) => a - b), to]),
  }
}

function longestGap(times: readonly number[]): number {
  return times.reduce((longest, time, index) => Math.max(longest, index === 0 ? 0 : time - times[index - 1]!), 0)
}
