import type { Problem } from '../checkDictionary.ts'
import type { Dictionary, Field } from '../dictionarySchema.ts'
import { inspectDictionary } from '../parseDictionary.ts'

/** What a file of another format does not say of a dictionary. */
export type DictionaryHead = Omit<Dictionary, 'format' | 'formatVersion' | 'fields'>

/** What came out of a file: the dictionary where it is sound, what is wrong otherwise, and what could not be taken over. */
export type Imported = {
  value: Record<string, unknown>
  dictionary: Dictionary | undefined
  problems: Problem[]
  counts: Readonly<Record<string, number>>
  /** What the file says that a dictionary cannot hold, with the place. */
  skipped: { path: string; reason: SkipReason }[]
}
export type SkipReason = 'unknownType' | 'unknownUnit' | 'badName' | 'unsupported'

/** Returns the result of an import from the fields that it found. */
export function toImported(
  head: DictionaryHead,
  fields: readonly Field[],
  { counts, skipped }: Pick<Imported, 'counts' | 'skipped'>,
): Imported {
  const sorted = fields.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const value = { format: 'qoodblock.dictionary', formatVersion: 1, ...head, fields: sorted }
  const { dictionary, problems } = inspectDictionary(value)
  const isSound = dictionary !== undefined && problems.length === 0
  return { value, dictionary: isSound ? dictionary : undefined, problems, counts, skipped }
}

/** Returns what a dictionary says of itself besides its fields. */
export function headOf({ format: _, formatVersion: __, fields: ___, ...head }: Dictionary): DictionaryHead {
  return head
}
