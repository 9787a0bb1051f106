import type { Dictionary, Field } from './dictionarySchema.ts'
import { formatUnit } from './formatUnit.ts'

export type FieldSearch = {
  /** Returns the places of the fields that have all the words, the best first. */
  find(query: string, limit?: number): number[]
}

/** Returns what finds fields by words of path, titles, descriptions and mappings, in any language and part. */
export function createFieldSearch(dictionary: Dictionary): FieldSearch {
  const entries = dictionary.fields.map(entryOf)
  return {
    find(query, limit = Number.POSITIVE_INFINITY) {
      const words = normalize(query).split(/\s+/).filter(Boolean)
      if (words.length === 0) return entries.slice(0, limit).map((_, index) => index)
      const found: { index: number; score: number }[] = []
      for (const [index, entry] of entries.entries()) {
        const score = scoreOf(entry, words)
        if (score > 0) found.push({ index, score })
      }
      const lengthOf = (index: number) => entries[index]!.path.length
      found.sort((a, b) => b.score - a.score || lengthOf(a.index) - lengthOf(b.index) || a.index - b.index)
      return found.slice(0, limit).map(({ index }) => index)
    },
  }
}

type Entry = { path: string; last: string; titles: string[]; all: string }

function entryOf({ path, title, description, unit = '', mappings = [], type, kind }: Field): Entry {
  const titles = Object.values(title).map((words = '') => normalize(words))
  const refs = mappings.map(({ standard, ref }) => `${standard} ${ref}`).join(' ')
  const spaced = path.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('.', ' ')
  const rest = [path, spaced, unit, formatUnit(unit), type, kind, refs, ...Object.values(description)].join(' ')
  return {
    path: normalize(path),
    last: normalize(path.slice(path.lastIndexOf('.') + 1)),
    titles,
    all: `${titles.join(' ')} ${normalize(rest)}`,
  }
}

function scoreOf({ path, last, titles, all }: Entry, words: readonly string[]): number {
  let score = 0
  for (const word of words) {
    if (!all.includes(word)) return 0
    if (last === word || titles.includes(word)) score += 100
    else if (last.startsWith(word) || titles.some((title) => title.startsWith(word))) score += 50
    else if (path.includes(word) || titles.some((title) => title.includes(word))) score += 20
    else score += 1
  }
  return score
}

function normalize(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
