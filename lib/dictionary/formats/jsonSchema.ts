import { BaseError } from '../../errors.ts'
import { boundsOf, type DataType, dataTypes, isInteger, isList, isNumeric, scalarOf } from '../dataTypes.ts'
import type { Dictionary, Field } from '../dictionarySchema.ts'
import { CycleError, guardJson, TooDeepError, TooLargeError } from '../guardJson.ts'
import { compilePattern } from '../pattern.ts'
import { type DictionaryHead, type Imported, toImported } from './Imported.ts'

/*
 * JSON Schema (2020-12) of one record. What a schema has no word for stands in `x-qood`, so that a dictionary comes back
 * whole; schemas of others are taken as far as they describe values of the types we have.
 */
type Schema = Record<string, unknown>
const maxDepth = 20
const maxFields = 20_000

/** Returns the JSON Schema that accepts the records of a dictionary. */
export function exportJsonSchema(dictionary: Dictionary): string {
  const { id, version, title, description, fields } = dictionary
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:qoodblock:dictionary:${id}:${version}`,
    title: title.en ?? title.zh,
    description: description.en ?? description.zh,
    type: 'object',
    additionalProperties: false,
    required: fields.filter(({ required }) => required).map(({ path }) => path),
    properties: Object.fromEntries(fields.map((field) => [field.path, propertyOf(field)])),
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

function propertyOf(field: Field): Schema {
  const { path: _, required, min, max, allowed, pattern, title, description, ...rest } = field
  const value = valueSchema(field)
  const nullable = required
    ? value
    : { ...value, type: [value.type, 'null'], ...(allowed && !isList(field.type) && { enum: [...allowed, null] }) }
  const bounds = [...(min === undefined ? [] : ['min']), ...(max === undefined ? [] : ['max'])]
  return {
    ...nullable,
    title: title.en ?? title.zh,
    description: description.en ?? description.zh,
    ...(field.deprecated && { deprecated: true }),
    'x-qood': { ...rest, title, description, bounds },
  }
}

function valueSchema(field: Field): Schema {
  const scalar = scalarSchema(field)
  return isList(field.type) ? { type: 'array', items: scalar } : scalar
}

function scalarSchema({ type, min, max, allowed, pattern }: Field): Schema {
  const scalar = scalarOf(type)
  if (scalar === 'boolean') return { type: 'boolean' }
  const values = allowed && { enum: allowed }
  if (scalar === 'string')
    return { type: 'string', ...values, ...(pattern !== undefined && { pattern: anchored(pattern) }) }
  const bounds = isInteger(type) ? boundsOf(type) : undefined
  const [minimum, maximum] = [min ?? bounds?.min, max ?? bounds?.max]
  return {
    type: isInteger(type) ? 'integer' : 'number',
    ...values,
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
  }
}

const anchorStart = '^(?:'
const anchorEnd = ')$'

function anchored(pattern: string): string {
  return `${anchorStart}${pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')}${anchorEnd}`
}

/** Returns the dictionary of a JSON Schema; objects inside of objects become paths. */
export function importJsonSchema(text: string, head: DictionaryHead): Imported {
  const root = guardJson(text)
  if (typeof root !== 'object' || root === null || Array.isArray(root)) throw new NotJsonSchemaError('no object')
  const walk: Walk = { root: root as Schema, fields: [], skipped: [] }
  visitObject(walk, root as Schema, '', [])
  if (walk.fields.length === 0) throw new NotJsonSchemaError('no property of a known type')
  return toImported(head, walk.fields, { counts: { fields: walk.fields.length }, skipped: walk.skipped })
}

type Walk = { root: Schema; fields: Field[]; skipped: Imported['skipped'] }

function visitObject(walk: Walk, schema: Schema, prefix: string, refs: readonly string[]): void {
  if (prefix.split('.').length > maxDepth) throw new TooDeepError(maxDepth)
  const required = Array.isArray(schema.required) ? schema.required : []
  const properties = schema.properties
  if (typeof properties !== 'object' || properties === null) return
  for (const [name, property] of Object.entries(properties)) {
    const path = prefix === '' ? name : `${prefix}.${name}`
    const [resolved, seen] = resolveRef(walk.root, property as Schema, refs)
    if (!/^[A-Za-z][A-Za-z0-9_.]*$/.test(name)) walk.skipped.push({ path, reason: 'badName' })
    else if (typeOf(resolved) === 'object') visitObject(walk, resolved, path, seen)
    else addField(walk, path, resolved, required.includes(name))
    if (walk.fields.length > maxFields) throw new TooLargeError(`more than ${maxFields} fields`, `${maxFields}`)
  }
}

/** Only places inside of the same document are followed. */
function resolveRef(root: Schema, schema: Schema, refs: readonly string[]): [Schema, readonly string[]] {
  let found = schema
  let seen = refs
  while (typeof found === 'object' && found !== null && typeof found.$ref === 'string') {
    const ref = found.$ref
    if (seen.includes(ref)) throw new CycleError(`${ref.slice(0, 100)}, which refers to itself`)
    seen = [...seen, ref]
    found = lookUp(root, ref)
  }
  return [typeof found === 'object' && found !== null ? found : {}, seen]
}

function lookUp(root: Schema, ref: string): Schema {
  if (!ref.startsWith('#/')) throw new NotJsonSchemaError(`a reference to another document (${ref.slice(0, 100)})`)
  let found: unknown = root
  for (const part of ref.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, key) ? (found as Schema)[key] : undefined
  }
  if (typeof found !== 'object' || found === null)
    throw new NotJsonSchemaError(`a reference to nothing (${ref.slice(0, 100)})`)
  return found as Schema
}

function addField(walk: Walk, path: string, schema: Schema, isRequired: boolean): void {
  const { bounds, ...ours } = (typeof schema['x-qood'] === 'object' ? schema['x-qood'] : {}) as Partial<Field> & {
    bounds?: string[]
  }
  const type = ours.type ?? guessType(schema)
  if (!type) {
    walk.skipped.push({ path, reason: 'unknownType' })
    return
  }
  const value = isList(type) ? ((schema.items ?? {}) as Schema) : schema
  const words = { en: text(schema.description) ?? text(schema.title) ?? path }
  const field: Field = {
    path,
    kind: 'attribute',
    type,
    class: 'user',
    privacy: 'normal',
    title: { en: text(schema.title) ?? path.slice(path.lastIndexOf('.') + 1) },
    description: words,
    ...limitsOf(value, type, path, { bounds, skipped: walk.skipped }),
    ...ours,
    ...(isRequired && { required: true as const }),
  }
  walk.fields.push(field)
}

type Limits = { bounds: readonly string[] | undefined; skipped: Imported['skipped'] }

function limitsOf(schema: Schema, type: DataType, path: string, { bounds, skipped }: Limits): Partial<Field> {
  const limits: Partial<Field> = {}
  const says = (name: string) => bounds === undefined || bounds.includes(name)
  if (isNumeric(type) && typeof schema.minimum === 'number' && says('min')) limits.min = schema.minimum
  if (isNumeric(type) && typeof schema.maximum === 'number' && says('max')) limits.max = schema.maximum
  const values = Array.isArray(schema.enum) ? schema.enum.filter((value) => value !== null) : []
  if (values.length > 0 && type !== 'boolean') limits.allowed = values as (string | number)[]
  if (typeof schema.pattern === 'string') {
    const pattern = stripAnchors(schema.pattern)
    if (pattern !== undefined) limits.pattern = pattern
    else skipped.push({ path, reason: 'unsupported' })
  }
  return limits
}

/** A schema's pattern may match anywhere; ours always means the whole text. */
function stripAnchors(pattern: string): string | undefined {
  const ours = pattern.startsWith(anchorStart) && pattern.endsWith(anchorEnd)
  const inner = ours ? pattern.slice(anchorStart.length, -anchorEnd.length) : pattern
  if (!ours && !(pattern.startsWith('^') && pattern.endsWith('$'))) return undefined
  try {
    return compilePattern(inner).source
  } catch {
    return undefined
  }
}

function guessType(schema: Schema): DataType | undefined {
  const type = typeOf(schema)
  if (type === 'array') {
    const inner = guessType((schema.items ?? {}) as Schema)
    return inner && !isList(inner) ? (`${inner}[]` as DataType) : undefined
  }
  const known: Record<string, DataType> = { number: 'double', integer: 'int64', string: 'string', boolean: 'boolean' }
  const format = dataTypes.find((name) => name === schema.format)
  return format ?? (type !== undefined && Object.hasOwn(known, type) ? known[type] : undefined)
}

function typeOf({ type, properties, enum: values }: Schema): string | undefined {
  if (Array.isArray(type)) return type.find((name) => name !== 'null') as string | undefined
  if (typeof type === 'string') return type
  if (properties) return 'object'
  return Array.isArray(values) && values.every((value) => typeof value === 'string') ? 'string' : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 120) : undefined
}

export class NotJsonSchemaError extends BaseError {
  override readonly name = 'Dictionary.NotJsonSchemaError'
  constructor(found: string) {
    super(`Expected a JSON Schema of a record, found ${found}.`)
  }
}
