import { boundsOf, isNumeric } from './dataTypes.ts'
import type { Dictionary, Field } from './dictionarySchema.ts'
import { formatUnit } from './formatUnit.ts'
import type { RecordRule } from './ValidationReport.ts'

export type Expectations = (path: string, rule: RecordRule) => string

/** Returns the words that say what would have been right, for people who read a report outside the app. */
export function expectationsOf(dictionary: Dictionary): Expectations {
  const fields = new Map(dictionary.fields.map((field) => [field.path, field]))
  return (path, rule) => {
    if (rule === 'notJson') return 'a line of JSON'
    if (rule === 'notARecord') return 'an object'
    if (rule === 'tooLong') return 'a line of at most 1 MiB'
    if (rule === 'unknownField') return `a field of ${dictionary.id} ${dictionary.version}`
    const field = fields.get(path)
    return field ? describeField(field) : ''
  }
}

/** Returns in short what a field takes. */
export function describeField({ type, unit, min, max, allowed, pattern }: Field): string {
  if (allowed) return `one of ${allowed.slice(0, 12).join(', ')}${allowed.length > 12 ? ', …' : ''}`
  const words: string[] = [type]
  if (isNumeric(type) && (min !== undefined || max !== undefined)) {
    const bounds = boundsOf(type)
    const [least, most] = [min ?? bounds.min, max ?? bounds.max]
    if (least === -Number.MAX_VALUE) words.push(`up to ${most}`)
    else if (most === Number.MAX_VALUE) words.push(`from ${least}`)
    else words.push(`from ${least} to ${most}`)
  }
  if (unit !== undefined) words.push(formatUnit(unit))
  if (pattern !== undefined) words.push(`like ${pattern}`)
  return words.join(' ')
}
