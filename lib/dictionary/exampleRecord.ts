import { isInteger, isList, isNumeric, scalarOf } from './dataTypes.ts'
import type { Dictionary, Field } from './dictionarySchema.ts'

const most = 8

/** Returns a record as the dictionary wants it: what is required, and some more to show how values look. */
export function exampleRecord({ fields, common }: Dictionary, nowMs = Date.UTC(2026, 0, 1)): Record<string, unknown> {
  const roles = new Set([common.time, common.latitude, common.longitude])
  // What is measured shows most of a dictionary; events and attributes come after it.
  const rankOf = ({ path, kind, required, deprecated }: Field) =>
    required || path === common.time ? 0 : roles.has(path) ? 1 : deprecated ? 4 : kind === 'sensor' ? 2 : 3
  const chosen = fields
    .filter(({ required, pattern }) => required || pattern === undefined)
    .toSorted((a, b) => rankOf(a) - rankOf(b))
  const record: Record<string, unknown> = {}
  for (const field of chosen.slice(0, most)) {
    record[field.path] = field.path === common.time ? exampleTime(field, nowMs) : exampleValue(field)
  }
  return record
}

function exampleTime({ unit, type }: Field, nowMs: number): unknown {
  if (!isNumeric(type)) return new Date(nowMs).toISOString()
  return unit === 'unix-time' ? nowMs / 1_000 : nowMs
}

function exampleValue(field: Field): unknown {
  const { type, allowed, unit } = field
  const one = allowed?.[0] ?? exampleScalar(field)
  if (unit === 'iso8601') return '2026-01-01T00:00:00.000Z'
  return isList(type) ? [one] : one
}

function exampleScalar({ type, min, max }: Field): unknown {
  if (scalarOf(type) === 'boolean') return true
  if (!isNumeric(type)) return 'text'
  const middle = min !== undefined && max !== undefined ? (min + max) / 2 : (min ?? Math.min(max ?? 1, 1))
  return isInteger(type) ? Math.ceil(middle) : middle
}
