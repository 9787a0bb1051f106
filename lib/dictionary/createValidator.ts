import { type CompiledField, compileField } from './compileField.ts'
import { createTimeQuality } from './createTimeQuality.ts'
import type { Dictionary } from './dictionarySchema.ts'
import { type Expectations, expectationsOf } from './expectationsOf.ts'
import type { FieldQuality, RecordRule, ValidationIssue, ValidationReport } from './ValidationReport.ts'

/** A field with what has been seen of it. */
export type FieldState = CompiledField & {
  present: number
  least: number
  most: number
  /** The record that was the last to have it. */
  seenIn: number
}
export type Validator = ReturnType<typeof createValidator>
type Summary = { path: string; rule: RecordRule; count: number; firstRecord: number }

const maxExamples = 100
const maxUnknownPaths = 1_000

/** Returns what takes records one by one or by columns and ends in a report. Nothing of the records is kept but figures. */
export function createValidator(dictionary: Dictionary) {
  const fields = new Map<string, FieldState>()
  for (const field of dictionary.fields) {
    const state = { present: 0, least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY, seenIn: 0 }
    fields.set(field.path, { ...compileField(field), ...state })
  }
  const required = [...fields.values()].filter(({ isRequired }) => isRequired)
  const expectations = expectationsOf(dictionary)
  const time = createTimeQuality()
  const notes = createNotes(expectations)
  const roles = readRoles(dictionary, fields)
  let records = 0
  let validRecords = 0
  let issuesBefore = 0

  /** The first of a record: what follows is about this one. */
  function begin(): void {
    records++
    issuesBefore = notes.total()
  }

  function takeNumber(state: FieldState, value: number): void {
    state.seenIn = records
    const rule = state.checkNumber(value)
    if (rule !== undefined) notes.add(records, state.path, rule, value)
    else {
      state.present++
      if (value < state.least) state.least = value
      if (value > state.most) state.most = value
    }
  }

  /** Null is how JSON writes that there is no value. */
  function take(state: FieldState, value: unknown): void {
    if (value === null || value === undefined) return
    if (typeof value === 'number') {
      takeNumber(state, value)
      return
    }
    state.seenIn = records
    const rule = state.check(value)
    if (rule === undefined) state.present++
    else notes.add(records, state.path, rule, value)
  }

  function end(at: number, vehicle: string | undefined): void {
    for (const state of required) {
      if (state.seenIn !== records) notes.add(records, state.path, 'missing', undefined)
    }
    if (Number.isFinite(at)) time.add(at, vehicle)
    if (notes.total() === issuesBefore) validRecords++
  }

  function addRecord(value: unknown): void {
    begin()
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      notes.add(records, '', 'notARecord', value)
      return
    }
    const record = value as Record<string, unknown>
    for (const key in record) {
      const state = fields.get(key)
      if (state) take(state, record[key])
      else notes.add(records, key, 'unknownField', record[key])
    }
    end(roles.timeOf(record), roles.vehicleOf(record))
  }

  return {
    fields,
    roles,
    begin,
    take,
    takeNumber,
    end,
    addRecord,
    addIssue: (path: string, rule: RecordRule, found: unknown) => notes.add(records, path, rule, found),
    finish(): ValidationReport {
      const qualities = [...fields.values()].map((state) => qualityOf(state, records))
      const used = qualities.filter(({ path, present }) => present > 0 || fields.get(path)!.isRequired)
      const filled = used.reduce((sum, { present }) => sum + present, 0)
      const timeQuality = time.finish()
      const place = roles.place()
      return {
        isValid: notes.total() === 0,
        dictionary: { id: dictionary.id, version: dictionary.version },
        records,
        validRecords,
        issues: notes.total(),
        summary: notes.summary(),
        examples: notes.examples(),
        quality: {
          completeness: used.length > 0 && records > 0 ? filled / (used.length * records) : 0,
          fields: qualities,
          ...(timeQuality && { time: timeQuality }),
          ...(place && { place }),
        },
      }
    },
  }
}

function qualityOf({ path, present, least, most }: FieldState, records: number): FieldQuality {
  const quality = { path, present, completeness: records > 0 ? present / records : 0 }
  return least <= most ? { ...quality, min: least, max: most } : quality
}

function createNotes(expectations: Expectations) {
  const byRule = new Map<string, Summary>()
  const examples: ValidationIssue[] = []
  let total = 0
  return {
    total: () => total,
    examples: () => examples,
    summary: () => [...byRule.values()].sort((a, b) => b.count - a.count || a.firstRecord - b.firstRecord),
    add(record: number, path: string, rule: RecordRule, found: unknown): void {
      total++
      const name = byRule.size < maxUnknownPaths || rule !== 'unknownField' ? path.slice(0, 200) : '…'
      const key = `${rule} ${name}`
      const known = byRule.get(key)
      if (known) known.count++
      else byRule.set(key, { path: name, rule, count: 1, firstRecord: record })
      if (examples.length >= maxExamples) return
      examples.push({ record, path: name, rule, expected: expectations(name, rule), found: showValue(found) })
    },
  }
}

function showValue(value: unknown): string {
  const text = value === undefined ? 'nothing' : typeof value === 'number' ? String(value) : JSON.stringify(value)
  return (text ?? typeof value).slice(0, 80)
}

/** What the common fields say of a record, whichever way their values are written. */
function readRoles({ common, fields: list }: Dictionary, fields: ReadonlyMap<string, FieldState>) {
  const unit = list.find(({ path }) => path === common.time)?.unit
  const toMs = (value: unknown): number => {
    if (typeof value === 'number') return unit === 'unix-time' ? value * 1_000 : value
    return typeof value === 'string' ? Date.parse(value) : Number.NaN
  }
  const [latitude, longitude] = [common.latitude, common.longitude].map((path) => fields.get(path ?? ''))
  return {
    timePath: common.time,
    vehiclePath: common.vehicle,
    toMs,
    timeOf: (record: Record<string, unknown>) => (common.time === undefined ? Number.NaN : toMs(record[common.time])),
    vehicleOf(record: Record<string, unknown>): string | undefined {
      const vehicle = common.vehicle === undefined ? undefined : record[common.vehicle]
      return typeof vehicle === 'string' ? vehicle : undefined
    },
    place() {
      if (!latitude || !longitude || latitude.least > latitude.most || longitude.least > longitude.most)
        return undefined
      return { south: latitude.least, west: longitude.least, north: latitude.most, east: longitude.most }
    },
  }
}
