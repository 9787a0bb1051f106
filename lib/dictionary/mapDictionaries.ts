import { BaseError } from '../errors.ts'
import { createUnitConverter } from './convertUnit.ts'
import { type DataType, isInteger, isList, isNumeric, isWider, scalarOf } from './dataTypes.ts'
import type { Dictionary, Field } from './dictionarySchema.ts'
import { findUnit } from './units.ts'

export type MappingLoss = 'rounded' | 'narrower'
/** Which field becomes which, by what they have in common, and what may be lost on the way. */
export type MappingRule = {
  from: string
  to: string
  via: 'path' | 'mapping' | 'replacement' | 'chosen'
  fromUnit?: string
  toUnit?: string
  /** Whether every number comes out exactly. */
  isExact: boolean
  losses: MappingLoss[]
}
export type DictionaryMapping = {
  rules: MappingRule[]
  /** Fields of the source that have no place in the target. */
  unmapped: string[]
  /** Fields that the target requires and the source does not have. */
  missing: string[]
}

/**
 * Returns how records of one dictionary or version become those of another: by equal paths, by mappings that name the other
 * or the same place of a standard, by replacements, and by what somebody chose. Pairs that cannot be converted are left out.
 */
export function mapDictionaries(
  source: Dictionary,
  target: Dictionary,
  chosen: Readonly<Record<string, string>> = {},
): DictionaryMapping {
  const targets = new Map(target.fields.map((field) => [field.path, field]))
  const byRef = new Map(target.fields.flatMap((field) => refsOf(field, target).map((ref) => [ref, field] as const)))
  const rules: MappingRule[] = []
  const taken = new Set<string>()
  const add = (field: Field, to: Field | undefined, via: MappingRule['via']): boolean => {
    if (!to || taken.has(to.path) || !isConvertible(field, to)) return false
    rules.push(ruleOf(field, to, via))
    taken.add(to.path)
    return true
  }
  const passes: [MappingRule['via'], (field: Field) => (Field | undefined)[]][] = [
    ['chosen', ({ path }) => [targets.get(chosen[path] ?? '')]],
    ['path', ({ path }) => [targets.get(path)]],
    ['replacement', ({ deprecated }) => [targets.get(deprecated?.replacedBy ?? '')]],
    ['mapping', (field) => refsOf(field, source).map((ref) => byRef.get(ref))],
  ]
  let open = source.fields
  for (const [via, candidates] of passes) {
    open = open.filter((field) => !candidates(field).some((candidate) => add(field, candidate, via)))
  }
  rules.sort((a, b) => (a.from < b.from ? -1 : 1))
  const missing = target.fields.filter(({ path, required }) => required && !taken.has(path)).map(({ path }) => path)
  return { rules, unmapped: open.map(({ path }) => path), missing }
}

type FlatRecord = Record<string, unknown>
export type RecordMapper = { map(record: FlatRecord): FlatRecord; inexact(): number }

/** Returns what turns records of the source into records of the target, and counts the numbers that lost something. */
export function createRecordMapper(mapping: DictionaryMapping, source: Dictionary, target: Dictionary): RecordMapper {
  let inexact = 0
  const find = ({ fields }: Dictionary, path: string) => {
    const field = fields.find((known) => known.path === path)
    if (!field) throw new UnknownFieldError(path)
    return field
  }
  const steps = mapping.rules.map(({ from, to }) => {
    return { from, to, convert: converterOf(find(source, from), find(target, to), () => inexact++) }
  })
  return {
    map(record) {
      const mapped: FlatRecord = {}
      for (const { from, to, convert } of steps) {
        const value = record[from]
        if (value !== undefined && value !== null)
          mapped[to] = Array.isArray(value) ? value.map(convert) : convert(value)
      }
      return mapped
    },
    inexact: () => inexact,
  }
}

/** Returns the fields that could take the values of a field. */
export function fittingFields(field: Field, target: Dictionary): Field[] {
  return target.fields.filter((to) => isConvertible(field, to))
}

function refsOf({ path, mappings = [] }: Field, { id, version, vss }: Dictionary): string[] {
  const own = [
    `dictionary ${id}@${version}#${path}`,
    ...(vss !== undefined && path.startsWith('Vehicle.') ? [`VSS ${path}`] : []),
  ]
  return [
    ...own,
    ...mappings.filter(({ standard }) => standard !== 'CSV').map(({ standard, ref }) => `${standard} ${ref}`),
  ]
}

function isConvertible(from: Field, to: Field): boolean {
  if (isList(from.type) !== isList(to.type)) return false
  if (isInstant(from) && isInstant(to)) return true
  if (isNumeric(from.type) !== isNumeric(to.type)) return false
  if (!isNumeric(from.type)) return scalarOf(from.type) === scalarOf(to.type)
  const [a, b] = [findUnit(from.unit ?? ''), findUnit(to.unit ?? '')]
  return a?.dimension === b?.dimension
}

function isInstant({ unit }: Field): boolean {
  return findUnit(unit ?? '')?.dimension.startsWith('instant') ?? false
}

function ruleOf(from: Field, to: Field, via: MappingRule['via']): MappingRule {
  const losses: MappingLoss[] = []
  const isSameUnit = findUnit(from.unit ?? '') === findUnit(to.unit ?? '')
  const isExactUnit =
    isSameUnit || !isNumeric(from.type) || !isNumeric(to.type) || createUnitConverter(from.unit!, to.unit!).isExactRule
  if (isInteger(to.type) && isNumeric(from.type) && (!isInteger(from.type) || !isSameUnit)) losses.push('rounded')
  if (isSameUnit ? !isWithin(from, to) : false) losses.push('narrower')
  return {
    from: from.path,
    to: to.path,
    via,
    ...(from.unit !== undefined && { fromUnit: from.unit }),
    ...(to.unit !== undefined && { toUnit: to.unit }),
    isExact: isExactUnit && losses.length === 0,
    losses,
  }
}

function isWithin(from: Field, to: Field): boolean {
  if (!isNumeric(from.type))
    return !to.allowed || (from.allowed?.every((value) => to.allowed!.includes(value)) ?? false)
  const least = to.min === undefined || (from.min !== undefined && from.min >= to.min)
  const most = to.max === undefined || (from.max !== undefined && from.max <= to.max)
  return least && most && isWider(to.type as DataType, from.type as DataType)
}

function converterOf(from: Field, to: Field, onLoss: () => void): (value: unknown) => unknown {
  if (isInstant(from) && isInstant(to)) return instantConverter(from, to, onLoss)
  if (!isNumeric(from.type)) return (value) => value
  const isSameUnit = findUnit(from.unit ?? '') === findUnit(to.unit ?? '')
  const unit = isSameUnit ? undefined : createUnitConverter(from.unit!, to.unit!)
  const isWhole = isInteger(to.type)
  return (value) => {
    if (typeof value !== 'number') return value
    const converted = unit ? unit.convertExactly(value) : { value, isExact: true }
    const result = isWhole ? Math.round(converted.value) : converted.value
    if (!converted.isExact || result !== converted.value) onLoss()
    return result
  }
}

function instantConverter(from: Field, to: Field, onLoss: () => void): (value: unknown) => unknown {
  const toMs = (value: unknown) => {
    if (typeof value === 'string') return Date.parse(value)
    return typeof value === 'number'
      ? findUnit(from.unit!)!.symbol === 'unix-time'
        ? value * 1_000
        : value
      : Number.NaN
  }
  return (value) => {
    const ms = toMs(value)
    // What is no time stays what it is, for the validator to point at.
    if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return value
    if (!isNumeric(to.type)) return new Date(ms).toISOString()
    const result = findUnit(to.unit!)!.symbol === 'unix-time' ? ms / 1_000 : ms
    if (!isInteger(to.type) || Number.isInteger(result)) return result
    onLoss()
    return Math.round(result)
  }
}

export class UnknownFieldError extends BaseError {
  override readonly name = 'Dictionary.UnknownFieldError'
  constructor(path: string) {
    super(`Expected a field of the dictionary, found ${path.slice(0, 200)}.`)
  }
}
