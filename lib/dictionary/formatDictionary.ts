import type { Dictionary, Field } from './dictionarySchema.ts'

/** Returns the one text of a dictionary: fields sorted by path, names sorted, no white space (RFC 8785). */
export function formatDictionary(dictionary: Dictionary): string {
  return canonical(sortDictionary(dictionary))
}

/** Returns the text of a dictionary for people: the same order, indented. */
export function formatDictionaryPretty(dictionary: Dictionary): string {
  return `${JSON.stringify(JSON.parse(formatDictionary(dictionary)), null, 2)}\n`
}

/** Returns the dictionary with everything in its place, whose order means nothing. */
export function sortDictionary(dictionary: Dictionary): Dictionary {
  return {
    ...dictionary,
    languages: [...dictionary.languages].sort(),
    fields: dictionary.fields.map(sortField).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
  }
}

function sortField(field: Field): Field {
  if (!field.mappings) return field
  const keyOf = ({ standard, ref, version = '' }: NonNullable<Field['mappings']>[number]) =>
    `${standard} ${ref} ${version}`
  return { ...field, mappings: field.mappings.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) }
}

/** Returns the one text of a plain value. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const members = value as Record<string, unknown>
  let text = ''
  for (const key of Object.keys(members).sort()) {
    const member = members[key]
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(member)}`
  }
  return `{${text}}`
}
