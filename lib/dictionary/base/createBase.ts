import type { Dictionary, Field, Words } from '../dictionarySchema.ts'
import { common, commonFields, commonWithPlace, placeFields } from './commonFields.ts'

/** The version of VSS whose names the base dictionaries use, wherever a path begins with Vehicle. */
export const pinnedVss = '5.1'

type Input = { id: string; title: Words; description: Words; hasPlace?: boolean; fields: readonly Field[] }

/** Returns a base dictionary: its own fields after the common ones. */
export function createBase({ id, title, description, hasPlace = false, fields }: Input): Dictionary {
  const places = hasPlace ? placeFields : []
  return {
    format: 'qoodblock.dictionary',
    formatVersion: 1,
    id,
    version: '1.0.0',
    languages: ['en', 'zh'],
    title,
    description,
    vss: pinnedVss,
    common: hasPlace ? commonWithPlace : common,
    fields: [...commonFields, ...places, ...fields].sort((a, b) => (a.path < b.path ? -1 : 1)),
  }
}
