import { BaseError } from '../errors.ts'
import type { Dictionary } from './dictionarySchema.ts'
import { canonical, sortDictionary } from './formatDictionary.ts'
import { readDictionary } from './parseDictionary.ts'

/*
 * A dictionary as members that can be compared one by one: per field (the dictionary itself is the path ''), a name such as
 * `unit` or `title.en` and a plain value.
 */
export type Members = Map<string, unknown>
export type FlatDictionary = Map<string, Members>

const wordMembers = new Set(['title', 'description', 'common'])

/** Returns the members of each field and, under '', of the dictionary itself. */
export function flattenDictionary(dictionary: Dictionary): FlatDictionary {
  const { fields, ...top } = sortDictionary(dictionary)
  const flat: FlatDictionary = new Map([['', flattenMembers(top)]])
  for (const field of fields) {
    if (flat.has(field.path)) throw new DuplicateFieldError(field.path)
    flat.set(field.path, flattenMembers(field))
  }
  return flat
}

/** Returns the dictionary of such members; throws by name when they do not make a sound one. */
export function composeDictionary(flat: FlatDictionary): Dictionary {
  return readDictionary(composeValue(flat))
}

/** Returns what such members make, sound or not. */
export function composeValue(flat: FlatDictionary): Record<string, unknown> {
  const fields = [...flat].filter(([path]) => path !== '').map(([, members]) => composeMembers(members))
  fields.sort((a, b) => (String(a.path) < String(b.path) ? -1 : 1))
  return { ...composeMembers(flat.get('') ?? new Map()), fields }
}

/** Returns whether two plain values are the same. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && canonical(a) === canonical(b))
}

export function flattenMembers(value: object): Members {
  const members: Members = new Map()
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue
    if (!wordMembers.has(key)) members.set(key, member)
    else
      for (const [inner, text] of Object.entries(member)) if (text !== undefined) members.set(`${key}.${inner}`, text)
  }
  return members
}

export function composeMembers(members: Members): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const [name, member] of members) {
    const [outer, inner] = name.split('.') as [string, string?]
    if (inner === undefined) value[outer] = member
    else value[outer] = { ...(value[outer] as object | undefined), [inner]: member }
  }
  // Both have to be there, even when no language is.
  for (const key of ['title', 'description']) value[key] ??= {}
  if (!members.has('path')) value.common ??= {}
  return value
}

export class DuplicateFieldError extends BaseError {
  override readonly name = 'Dictionary.DuplicateFieldError'
  constructor(path: string) {
    super(`Expected each field once, found ${path} twice.`)
  }
}
