import { BaseError } from '../errors.ts'

/** Returns the one text of a JSON value: sorted keys, no white space (RFC 8785, without fractions). */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new NotCanonicalError('a whole number', `${value}`)
  if (value === null || ['number', 'string', 'boolean'].includes(typeof value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object') throw new NotCanonicalError('JSON', typeof value)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}

export class NotCanonicalError extends BaseError {
  override readonly name = 'Market.NotCanonicalError'
  constructor(expected: string, found: string) {
    super(`Expected ${expected} in canonical form, found ${found}.`)
  }
}
