import { type DataType, dataTypes } from './dataTypes.ts'
import { type Dictionary, type Field, fieldKinds, languageTags, type Words } from './dictionarySchema.ts'

/*
 * A draft may be wrong in any way, but forms need something to stand in. What a file says is kept where it has the right
 * shape; the rest takes a plain default, and the problems of the draft tell what is still to be done.
 */

/** Returns a draft that forms can show, from anything. */
export function repairDraft(value: unknown): Dictionary {
  const draft = objectOf(value)
  const languages = listOf(draft.languages).filter((tag) => languageTags.some((known) => known === tag))
  return {
    ...draft,
    format: 'qoodblock.dictionary',
    formatVersion: 1,
    id: textOf(draft.id),
    version: textOf(draft.version) || '1.0.0',
    languages: (languages.length > 0 ? languages : ['en']) as Dictionary['languages'],
    title: wordsOf(draft.title),
    description: wordsOf(draft.description),
    common: pickTexts(draft.common),
    fields: listOf(draft.fields).filter(isObject).map(repairField),
  }
}

function repairField(value: Record<string, unknown>): Field {
  const { deprecated, mappings, allowed, ...field } = value
  return {
    ...field,
    path: textOf(field.path),
    kind: fieldKinds.find((kind) => kind === field.kind) ?? 'sensor',
    type: dataTypes.find((type): type is DataType => type === field.type) ?? 'string',
    class: field.class === 'maker' || field.class === 'disputed' ? field.class : 'user',
    privacy: field.privacy === 'private' ? 'private' : 'normal',
    title: wordsOf(field.title),
    description: wordsOf(field.description),
    ...(isObject(deprecated) && {
      deprecated: { ...deprecated, since: textOf(deprecated.since), reason: wordsOf(deprecated.reason) },
    }),
    ...(Array.isArray(mappings) && { mappings: mappings.filter(isObject) as NonNullable<Field['mappings']> }),
    ...(Array.isArray(allowed) && { allowed }),
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function wordsOf(value: unknown): Words {
  return pickTexts(value)
}

function pickTexts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objectOf(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
