import type { Value } from './IndexStore.ts'

/**
 * Returns what a database is given for the values. PostgreSQL takes no zero byte in a text, neither takes half of a
 * surrogate pair, and anybody may write both on the chain: U+FFFD stands for them, in every database.
 */
export function toParameters(values: readonly Value[]): Value[] {
  return values.map((value) => (typeof value === 'string' ? value.replace(/[\0\p{Cs}]/gu, '\ufffd') : value))
}
