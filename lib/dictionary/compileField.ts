import { boundsOf, isInteger, isList, isNumeric, scalarOf } from './dataTypes.ts'
import type { Field } from './dictionarySchema.ts'
import { compilePattern } from './pattern.ts'

/** Why a value is not one of its field, by the name that reports carry. */
export type ValueRule = 'type' | 'integer' | 'range' | 'allowed' | 'pattern' | 'tooMany'
/** Returns what is wrong with a value; nothing when it fits. */
export type ValueCheck = (value: unknown) => ValueRule | undefined
export type CompiledField = {
  path: string
  isRequired: boolean
  isNumeric: boolean
  check: ValueCheck
  /** The same for a value that is known to be a number. */
  checkNumber(value: number): ValueRule | undefined
}

const maxMembers = 10_000

/** Returns the check of a field, made of closures: code made from text is not allowed in the browser. */
export function compileField(field: Field): CompiledField {
  const checkNumber = isNumeric(field.type) ? compileNumber(field) : () => 'type' as const
  const scalar = compileScalar(field, checkNumber)
  return {
    path: field.path,
    isRequired: field.required ?? false,
    isNumeric: isNumeric(field.type) && !isList(field.type),
    check: isList(field.type) ? compileList(scalar) : scalar,
    checkNumber: isList(field.type) ? () => 'type' : checkNumber,
  }
}

function compileScalar(field: Field, checkNumber: CompiledField['checkNumber']): ValueCheck {
  const scalar = scalarOf(field.type)
  if (scalar === 'boolean') return (value) => (typeof value === 'boolean' ? undefined : 'type')
  if (scalar === 'string') return compileText(field)
  return (value) => (typeof value === 'number' ? checkNumber(value) : 'type')
}

function compileNumber({ type, min: least, max: most, allowed }: Field): CompiledField['checkNumber'] {
  const bounds = boundsOf(type)
  const min = Math.max(least ?? bounds.min, bounds.min)
  const max = Math.min(most ?? bounds.max, bounds.max)
  const values = allowed && new Set(allowed)
  const checkAllowed = (value: number) => (values && !values.has(value) ? 'allowed' : undefined)
  if (!isInteger(type)) return (value) => (value >= min && value <= max ? checkAllowed(value) : rangeOrType(value))
  return (value) => {
    if (!(value >= min && value <= max)) return rangeOrType(value)
    return Math.floor(value) === value ? checkAllowed(value) : 'integer'
  }
}

function rangeOrType(value: number): ValueRule {
  return Number.isNaN(value) ? 'type' : 'range'
}

function compileText({ allowed, pattern }: Field): ValueCheck {
  const values = allowed && new Set<unknown>(allowed)
  const compiled = pattern === undefined ? undefined : compilePattern(pattern)
  return (value) => {
    if (typeof value !== 'string') return 'type'
    if (values && !values.has(value)) return 'allowed'
    return compiled && !compiled.test(value) ? 'pattern' : undefined
  }
}

function compileList(scalar: ValueCheck): ValueCheck {
  return (value) => {
    if (!Array.isArray(value)) return 'type'
    if (value.length > maxMembers) return 'tooMany'
    for (const member of value) {
      const rule = scalar(member)
      if (rule) return rule
    }
    return undefined
  }
}
