import { type DataType, dataTypes } from '../dataTypes.ts'
import type { Field } from '../dictionarySchema.ts'
import { findUnit } from '../units.ts'
import type { Imported } from './Imported.ts'

/** A leaf of a VSS tree. `qood` is an attribute of ours for what VSS has no word for; tools of VSS pass it over. */
export type VssLeaf = {
  type: string
  datatype?: unknown
  description?: unknown
  comment?: unknown
  unit?: unknown
  min?: unknown
  max?: unknown
  allowed?: unknown
  pattern?: unknown
  deprecation?: unknown
  qood?: unknown
}

/* Who may know where a car is and who sits in it is decided by its owner, whatever a tree says. */
const privatePaths = /\.(?:CurrentLocation|Location|Driver|Occupant)\.|\.(?:VIN|LicensePlate|Identifier)(?:\.|$)/
const leafKinds = ['sensor', 'actuator', 'attribute'] as const
const vssMembers = ['path', 'type', 'unit', 'min', 'max', 'allowed', 'pattern'] as const

/** Returns the field that a leaf stands for, or nothing where a dictionary cannot hold it; notes what was left out. */
export function fieldOfLeaf(
  path: string,
  leaf: VssLeaf,
  skipped: Imported['skipped'],
  version: string,
): Field | undefined {
  const type = dataTypes.find((known) => known === leaf.datatype)
  const kind = leafKinds.find((known) => known === leaf.type)
  if (!type || !kind) {
    skipped.push({ path, reason: 'unknownType' })
    return undefined
  }
  const words = text(leaf.description) ?? path
  const name = path.slice(path.lastIndexOf('.') + 1)
  const isPrivate = privatePaths.test(path)
  return {
    path,
    kind,
    type,
    ...limitsOf(path, leaf, type, skipped),
    class: 'user',
    privacy: isPrivate ? 'private' : 'normal',
    title: { en: spaceWords(name) },
    description: { en: (text(leaf.comment) ? `${words}\n\n${text(leaf.comment)}` : words).slice(0, 2_000) },
    ...(text(leaf.deprecation) && {
      deprecated: { since: version, reason: { en: text(leaf.deprecation)!.slice(0, 500) } },
    }),
    ...(typeof leaf.qood === 'object' && (leaf.qood as Partial<Field>)),
  }
}

/** Returns the leaf of a field. */
export function leafOfField(field: Field): VssLeaf {
  const { kind, type, unit, min, max, allowed, pattern, description, ...rest } = field
  const qood: Record<string, unknown> = { ...rest, description }
  for (const member of vssMembers) delete qood[member]
  if (kind === 'event') qood.kind = kind
  return {
    type: kind === 'event' ? 'sensor' : kind,
    datatype: type,
    ...(unit !== undefined && { unit: findUnit(unit)?.symbol ?? unit }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(allowed && { allowed }),
    ...(pattern !== undefined && { pattern }),
    description: description.en ?? description.zh ?? field.path,
    ...(unit !== undefined && findUnit(unit)?.symbol !== unit ? { qood: { ...qood, unit } } : { qood }),
  }
}

function limitsOf(
  path: string,
  { unit, min, max, allowed, pattern }: VssLeaf,
  type: DataType,
  skipped: Imported['skipped'],
) {
  const limits: Partial<Field> = {}
  if (typeof unit === 'string' && unit !== '') {
    if (findUnit(unit)) limits.unit = unit
    else skipped.push({ path, reason: 'unknownUnit' })
  }
  if (typeof min === 'number') limits.min = min
  if (typeof max === 'number') limits.max = max
  if (Array.isArray(allowed) && allowed.length > 0 && type !== 'boolean')
    limits.allowed = allowed as (string | number)[]
  if (typeof pattern === 'string') limits.pattern = pattern
  return limits
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** IsBrokenDown becomes "Is broken down"; what is all capitals stays. */
function spaceWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[ _]+/)
  return words
    .map((word, i) => (i === 0 || /^[A-Z0-9]+$/.test(word) ? word : word.toLowerCase()))
    .join(' ')
    .slice(0, 120)
}
