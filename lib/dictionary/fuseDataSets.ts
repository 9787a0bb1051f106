import { BaseError } from '../errors.ts'
import { isList, isNumeric, scalarOf } from './dataTypes.ts'
import type { Dictionary, Field } from './dictionarySchema.ts'
import { readDictionary } from './parseDictionary.ts'
import { findUnit } from './units.ts'

/*
 * Joins data sets on what their dictionaries have in common: records of the same time window, and where wanted of the same
 * vehicle and place cell, become one record. Numbers become their mean, true wins, of texts the last stays, lists are
 * united. What is private or disputed in one source stays so.
 */
type FlatRecord = Record<string, unknown>
export type FusionSource = { dataSet: string; dictionary: Dictionary; records: Iterable<FlatRecord> }
export type FusionOptions = {
  id: string
  title: string
  windowMs: number
  byVehicle?: boolean
  /** Side of the cells in degrees; without it places are not compared. */
  cellDegrees?: number
  /** `inner` keeps the windows that all sources have, `outer` keeps all. */
  join?: 'inner' | 'outer'
  signal?: AbortSignal
}
export type Fusion = {
  dictionary: Dictionary
  records: FlatRecord[]
  report: {
    windows: number
    sources: { dataSet: string; records: number; used: number; unplaced: number }[]
    /** Paths that mean different things in the sources: kept apart, under the name of their source. */
    renamed: { dataSet: string; path: string; as: string }[]
  }
  /** For the description of the new data set. */
  sources: string[]
}

const maxWindows = 2_000_000
export const fusionFields = { count: 'Qood.Fusion.Records', sources: 'Qood.Fusion.Sources', cell: 'Qood.Fusion.Cell' }

/** Returns the joined data set with its dictionary; every record names the sources it is made of. */
export function fuseDataSets(sources: readonly FusionSource[], options: FusionOptions): Fusion {
  if (sources.length < 2) throw new FusionError('at least two data sets', `${sources.length}`)
  if (!(options.windowMs > 0)) throw new FusionError('a window longer than nothing', `${options.windowMs} ms`)
  if (options.cellDegrees !== undefined && !(options.cellDegrees > 0))
    throw new FusionError('a cell larger than nothing', `${options.cellDegrees}°`)
  for (const { dictionary, dataSet } of sources) checkCommon(dictionary, dataSet, options)
  const names = nameFields(sources)
  const windows = new Map<string, Window>()
  const counts = sources.map((source, index) => collect(source, index, { windows, names, options }))
  const all = [...windows.values()]
  const kept = options.join === 'outer' ? all : all.filter(({ from }) => from.size === sources.length)
  kept.sort((a, b) => a.time - b.time || (a.key < b.key ? -1 : 1))
  return {
    dictionary: composeFused(sources, names, options),
    records: kept.map((window) => toRecord(window, sources, options)),
    report: {
      windows: kept.length,
      sources: counts.map((count, index) => ({
        ...count,
        used: kept.reduce((sum, { from }) => sum + (from.get(index) ?? 0), 0),
      })),
      renamed: names.renamed,
    },
    sources: sources.map(({ dataSet }) => dataSet),
  }
}

type Names = {
  of: readonly ReadonlyMap<string, string>[]
  fields: Map<string, Field>
  renamed: Fusion['report']['renamed']
}
type Sum = { total: number; count: number; last: unknown; union: Set<unknown> }
type Window = {
  key: string
  time: number
  vehicle: string | undefined
  cell: Cell | undefined
  from: Map<number, number>
  sums: Map<string, Sum>
}
type Cell = { latitude: number; longitude: number }

function checkCommon({ common }: Dictionary, dataSet: string, { byVehicle, cellDegrees }: FusionOptions): void {
  const need = (isWanted: boolean, path: string | undefined, what: string) => {
    if (isWanted && path === undefined)
      throw new FusionError(`a field for the ${what} in ${dataSet.slice(0, 80)}`, 'none')
  }
  need(true, common.time, 'time')
  need(byVehicle ?? false, common.vehicle, 'vehicle')
  need(cellDegrees !== undefined, common.latitude, 'place')
  need(cellDegrees !== undefined, common.longitude, 'place')
}

/** A path keeps its name where all sources mean the same by it; otherwise later sources get one of their own. */
function nameFields(sources: readonly FusionSource[]): Names {
  const fields = new Map<string, Field>()
  const renamed: Names['renamed'] = []
  const of = sources.map(({ dictionary, dataSet }, index) => {
    const joined = new Set(Object.values(dictionary.common))
    const names = new Map<string, string>()
    for (const field of dictionary.fields) {
      if (joined.has(field.path)) continue
      const known = fields.get(field.path)
      const as = !known || isSameMeaning(known, field) ? field.path : `Qood.Source${index + 1}.${field.path}`
      if (as !== field.path) renamed.push({ dataSet, path: field.path, as })
      names.set(field.path, as)
      fields.set(as, known && as === field.path ? stricter(known, field) : fusedField(field, as))
    }
    return names
  })
  return { of, fields, renamed }
}

function isSameMeaning(a: Field, b: Field): boolean {
  return (
    isNumeric(a.type) === isNumeric(b.type) &&
    isList(a.type) === isList(b.type) &&
    findUnit(a.unit ?? '') === findUnit(b.unit ?? '') &&
    (isNumeric(a.type) || scalarOf(a.type) === scalarOf(b.type))
  )
}

function stricter(a: Field, b: Field): Field {
  const { min: _, max: __, allowed: ___, pattern: ____, ...rest } = a
  return {
    ...rest,
    class: a.class === b.class ? a.class : 'disputed',
    privacy: a.privacy === 'private' || b.privacy === 'private' ? 'private' : 'normal',
  }
}

/** A mean of whole numbers is no whole number; nothing is required of every window. */
function fusedField(
  { required: _, deprecated: __, since: ___, resolution: ____, mappings: _____, ...field }: Field,
  path: string,
): Field {
  const type = isNumeric(field.type) && !isList(field.type) ? 'double' : field.type
  const { allowed, ...rest } = field
  return { ...rest, path, type, ...(allowed && type === field.type && { allowed }) }
}

type Gathering = { windows: Map<string, Window>; names: Names; options: FusionOptions }

function collect(
  { dictionary, records, dataSet }: FusionSource,
  index: number,
  { windows, names, options }: Gathering,
) {
  const { common } = dictionary
  const isSeconds = dictionary.fields.find(({ path }) => path === common.time)?.unit === 'unix-time'
  const kinds = new Map(
    dictionary.fields.map(({ path, type }) => [path, isList(type) ? 'list' : isNumeric(type) ? 'number' : 'other']),
  )
  let count = 0
  let unplaced = 0
  for (const record of records) {
    if (++count % 10_000 === 0) options.signal?.throwIfAborted()
    const window = windowOf(record, common, isSeconds, windows, options)
    if (!window) {
      unplaced++
      continue
    }
    window.from.set(index, (window.from.get(index) ?? 0) + 1)
    for (const [path, name] of names.of[index]!) addValue(window, name, record[path], kinds.get(path)!)
  }
  return { dataSet, records: count, unplaced }
}

function windowOf(
  record: FlatRecord,
  common: Dictionary['common'],
  isSeconds: boolean,
  windows: Map<string, Window>,
  { windowMs, byVehicle, cellDegrees }: FusionOptions,
): Window | undefined {
  const raw = record[common.time!]
  const time =
    typeof raw === 'string' ? Date.parse(raw) : typeof raw === 'number' ? raw * (isSeconds ? 1_000 : 1) : Number.NaN
  const vehicle = byVehicle ? record[common.vehicle!] : undefined
  const cell =
    cellDegrees === undefined ? undefined : cellOf(record[common.latitude!], record[common.longitude!], cellDegrees)
  if (!Number.isFinite(time) || (byVehicle && typeof vehicle !== 'string') || (cellDegrees !== undefined && !cell))
    return undefined
  const start = Math.floor(time / windowMs) * windowMs
  const key = JSON.stringify([start, vehicle, cell?.latitude, cell?.longitude])
  const known = windows.get(key)
  if (known) return known
  if (windows.size >= maxWindows) throw new FusionError(`at most ${maxWindows} windows`, 'more')
  const window: Window = {
    key,
    time: start,
    vehicle: vehicle as string | undefined,
    cell,
    from: new Map(),
    sums: new Map(),
  }
  windows.set(key, window)
  return window
}

/** The middle of the cell, rounded so that equal cells are equal numbers. */
function cellOf(latitude: unknown, longitude: unknown, side: number): Cell | undefined {
  if (
    typeof latitude !== 'number' ||
    typeof longitude !== 'number' ||
    Math.abs(latitude) > 90 ||
    Math.abs(longitude) > 180
  )
    return undefined
  const middle = (value: number, most: number) =>
    Math.min(most, Math.max(-most, Number(((Math.floor(value / side) + 0.5) * side).toFixed(9))))
  return { latitude: middle(latitude, 90), longitude: middle(longitude, 180) }
}

function addValue({ sums }: Window, name: string, value: unknown, kind: string): void {
  if (value === null || value === undefined) return
  let sum = sums.get(name)
  if (!sum) {
    sum = { total: 0, count: 0, last: undefined, union: new Set() }
    sums.set(name, sum)
  }
  sum.count++
  if (kind === 'number') sum.total += Number(value)
  else if (kind === 'list') for (const member of Array.isArray(value) ? value : []) sum.union.add(member)
  else sum.last = typeof value === 'boolean' ? value || sum.last === true : value
  if (kind === 'number') sum.last = undefined
}

function toRecord(
  { time, vehicle, cell, from, sums }: Window,
  sources: readonly FusionSource[],
  options: FusionOptions,
): FlatRecord {
  const record: FlatRecord = { time }
  if (options.byVehicle) record.vehicle = vehicle
  if (cell) {
    record['Vehicle.CurrentLocation.Latitude'] = cell.latitude
    record['Vehicle.CurrentLocation.Longitude'] = cell.longitude
    record[fusionFields.cell] = `${cell.latitude},${cell.longitude}`
  }
  record[fusionFields.count] = [...from.values()].reduce((sum, n) => sum + n, 0)
  record[fusionFields.sources] = [...from.keys()].sort().map((index) => sources[index]!.dataSet)
  for (const [name, { total, count, last, union }] of sums) {
    record[name] = union.size > 0 ? [...union] : last === undefined ? total / count : last
  }
  return record
}

function composeFused(
  sources: readonly FusionSource[],
  names: Names,
  { id, title, windowMs, byVehicle, cellDegrees }: FusionOptions,
): Dictionary {
  const field = (path: string, type: Field['type'], words: string, more: Partial<Field> = {}): Field => {
    return {
      path,
      kind: 'attribute',
      type,
      class: 'user',
      privacy: 'normal',
      title: { en: words },
      description: { en: `${words}.` },
      ...more,
    }
  }
  const own = [
    field('time', 'int64', 'Beginning of the window', { unit: 'unix-ms', required: true }),
    field(fusionFields.count, 'uint32', 'Records in the window'),
    field(fusionFields.sources, 'string[]', 'Data sets that the record is made of'),
    ...(byVehicle ? [field('vehicle', 'string', 'Vehicle')] : []),
    ...(cellDegrees === undefined
      ? []
      : [
          field(fusionFields.cell, 'string', 'Place cell'),
          field('Vehicle.CurrentLocation.Latitude', 'double', 'Middle of the cell, latitude', {
            unit: 'degrees',
            min: -90,
            max: 90,
          }),
          field('Vehicle.CurrentLocation.Longitude', 'double', 'Middle of the cell, longitude', {
            unit: 'degrees',
            min: -180,
            max: 180,
          }),
        ]),
  ]
  const taken = new Set(own.map(({ path }) => path))
  const fields = [...own, ...[...names.fields.values()].filter(({ path }) => !taken.has(path)).map(withEnglish)]
  return readDictionary({
    format: 'qoodblock.dictionary',
    formatVersion: 1,
    id,
    version: '1.0.0',
    languages: ['en'],
    title: { en: title },
    description: {
      en: `Windows of ${windowMs} ms of ${sources.map(({ dataSet }) => dataSet).join(', ')}.`.slice(0, 2_000),
    },
    common: {
      time: 'time',
      ...(byVehicle && { vehicle: 'vehicle' }),
      ...(cellDegrees !== undefined && {
        latitude: 'Vehicle.CurrentLocation.Latitude',
        longitude: 'Vehicle.CurrentLocation.Longitude',
      }),
    },
    fields: fields.sort((a, b) => (a.path < b.path ? -1 : 1)),
  })
}

function withEnglish(field: Field): Field {
  return { ...field, title: { en: field.path, ...field.title }, description: { en: field.path, ...field.description } }
}

export class FusionError extends BaseError {
  override readonly name = 'Dictionary.FusionError'
  constructor(expected: string, found: string) {
    super(`Expected ${expected} to join data sets, found ${found}.`)
  }
}
