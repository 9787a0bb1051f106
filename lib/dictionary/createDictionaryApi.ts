import { BaseError } from '../errors.ts'
import { convertRecords } from './convertRecords.ts'
import { createValidator } from './createValidator.ts'
import type { Dictionary } from './dictionarySchema.ts'
import { diffDictionaries } from './diffDictionaries.ts'
import { formatDictionaryPretty } from './formatDictionary.ts'
import { exportCsv, importCsv } from './formats/csv.ts'
import type { DictionaryHead, Imported } from './formats/Imported.ts'
import { exportJsonSchema, importJsonSchema } from './formats/jsonSchema.ts'
import { exportMarkdown, importMarkdown } from './formats/markdown.ts'
import { exportVspec, importVspec } from './formats/vspec.ts'
import { exportVssJson, importVssJson } from './formats/vssJson.ts'
import { type FusionOptions, type FusionSource, fuseDataSets } from './fuseDataSets.ts'
import { guardJson } from './guardJson.ts'
import { identifyDictionary } from './identifyDictionary.ts'
import { type MergeChoice, mergeDictionaries } from './mergeDictionaries.ts'
import { inspectDictionary } from './parseDictionary.ts'
import { type FlatRecord, readRecords } from './readRecords.ts'
import type { ReviewDocument } from './registry/reviewDocument.ts'
import { decodeReview } from './registry/reviewDocument.ts'
import { verifyRelease } from './registry/verifyRelease.ts'
import { createFieldSearch, type FieldSearch } from './searchFields.ts'
import { validateCsv } from './validateCsv.ts'
import { validateLines } from './validateLines.ts'

export const exchangeFormats = ['json', 'vss', 'vspec', 'jsonschema', 'csv', 'markdown'] as const
export type ExchangeFormat = (typeof exchangeFormats)[number]
export type NamedText = { name: string; text: string }

const linesType = 'application/x-ndjson'
const maxFusedRecords = 2_000_000
const previewed = 3

type Inputs = {
  /** Returns the bytes of a block, checked against its CID. */
  fetchBytes(cid: string, nodes: readonly { http: string }[], signal: AbortSignal): Promise<Uint8Array>
  onProgress(progress: { bytes: number }): void
}
type Located = { cid: string; nodes: readonly { http: string }[] }

/** Returns what the worker of dictionaries answers: everything that would hold up a page. */
export function createDictionaryApi({ fetchBytes, onProgress }: Inputs) {
  const searches = new Map<string, FieldSearch>()
  return {
    async fetchRelease(
      { cid, nodes, ...expected }: Located & { id: string; version: string; hash: `0x${string}` },
      signal: AbortSignal,
    ): Promise<Dictionary> {
      return verifyRelease(await fetchBytes(cid, nodes, signal), expected)
    },

    async fetchReview({ cid, nodes }: Located, signal: AbortSignal): Promise<ReviewDocument> {
      return decodeReview(await fetchBytes(cid, nodes, signal))
    },

    inspect: ({ value }: { value: unknown }) => inspectDictionary(value),

    /** Makes the fields of a dictionary searchable under a key; another one takes its place. */
    index({ key, dictionary }: { key: string; dictionary: Dictionary }): { fields: number } {
      searches.set(key, createFieldSearch(dictionary))
      return { fields: dictionary.fields.length }
    },

    find({ key, query }: { key: string; query: string }): number[] {
      return searches.get(key)?.find(query) ?? []
    },

    forget({ key }: { key: string }): void {
      searches.delete(key)
    },

    diff: ({ before, after }: { before: Dictionary; after: Dictionary }) => diffDictionaries(before, after),

    merge({ base, left, right, choices }: MergeInput) {
      return mergeDictionaries(base, left, right, new Map(choices))
    },

    async validate({ dictionary, file }: { dictionary: Dictionary; file: File }, signal: AbortSignal) {
      const options = { signal, onProgress: (bytes: number) => onProgress({ bytes }) }
      return /\.csv$/i.test(file.name)
        ? validateCsv(dictionary, await file.text(), options)
        : validateLines(dictionary, readPieces(file), options)
    },

    /** Turns a file of records of one dictionary into one of another. */
    async convert({ source, target, chosen, file }: ConvertInput, signal: AbortSignal) {
      const pieces: string[] = []
      const input = readRecords(source, file, { signal, onProgress: (bytes) => onProgress({ bytes }) })
      const write = (piece: string) => pieces.push(piece)
      const conversion = await convertRecords(input, { source, target, chosen, write, signal })
      return { ...conversion, lines: new Blob(pieces, { type: linesType }) }
    },

    /** Joins files of records on what their dictionaries have in common. */
    async fuse({ sources, options }: FuseInput, signal: AbortSignal) {
      let done = 0
      const read: FusionSource[] = []
      for (const { name, dictionary, file } of sources) {
        const records: FlatRecord[] = []
        const before = done
        const report = (bytes: number) => onProgress({ bytes: before + bytes })
        for await (const record of readRecords(dictionary, file, { signal, onProgress: report })) {
          records.push(record)
          if (records.length > maxFusedRecords) throw new TooManyRecordsError(maxFusedRecords)
        }
        done += file.size
        read.push({ dataSet: name, dictionary, records })
      }
      const { records, ...fusion } = fuseDataSets(read, { ...options, signal })
      const lines = new Blob(
        records.map((record) => `${JSON.stringify(record)}\n`),
        { type: linesType },
      )
      return { ...fusion, lines, preview: records.slice(0, previewed) }
    },

    /** One record that somebody types as an example. */
    validateExample({ dictionary, text }: { dictionary: Dictionary; text: string }) {
      const validator = createValidator(dictionary)
      validator.addRecord(guardJson(text))
      return validator.finish()
    },

    import({ format, files, head }: { format: ExchangeFormat; files: NamedText[]; head: DictionaryHead }): Imported {
      const [first] = files
      if (!first) return { value: {}, dictionary: undefined, problems: [], counts: {}, skipped: [] }
      if (format === 'json') return importJson(first.text)
      if (format === 'vspec') {
        return importVspec(new Map(files.map(({ name, text }) => [name, text])), entryOf(files), head)
      }
      return importers[format](first.text, head)
    },

    export: ({ format, dictionary }: { format: ExchangeFormat; dictionary: Dictionary }) =>
      exporters[format](dictionary),

    identify: ({ dictionary }: { dictionary: Dictionary }) => identifyDictionary(dictionary),
  }
}

export type DictionaryApi = ReturnType<typeof createDictionaryApi>
type ConvertInput = { source: Dictionary; target: Dictionary; chosen: Record<string, string>; file: File }
type FuseInput = {
  sources: { name: string; dictionary: Dictionary; file: File }[]
  options: Omit<FusionOptions, 'signal'>
}
type MergeInput = { base: Dictionary; left: Dictionary; right: Dictionary; choices: [string, MergeChoice][] }

const importers = {
  vss: importVssJson,
  jsonschema: importJsonSchema,
  csv: importCsv,
  markdown: importMarkdown,
}

const exporters: Readonly<Record<ExchangeFormat, (dictionary: Dictionary) => string>> = {
  json: formatDictionaryPretty,
  vss: exportVssJson,
  vspec: exportVspec,
  jsonschema: exportJsonSchema,
  csv: exportCsv,
  markdown: exportMarkdown,
}

/** A dictionary of our own format says everything itself. */
function importJson(text: string): Imported {
  const value = guardJson(text) as Record<string, unknown>
  const { dictionary, problems } = inspectDictionary(value)
  const counts = { fields: dictionary?.fields.length ?? 0 }
  return { value, dictionary: problems.length === 0 ? dictionary : undefined, problems, counts, skipped: [] }
}

/** Not every browser lets a stream be read by a loop. */
async function* readPieces(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
  }
}

/** The root of a tree is the file that no other one includes. */
function entryOf(files: readonly NamedText[]): string {
  const included = files.flatMap(({ text }) =>
    [...text.matchAll(/^\s*#include\s+(\S+)/gm)].map(([, path]) => path!.split('/').at(-1)!),
  )
  const roots = files.filter(({ name }) => !included.includes(name.split('/').at(-1)!))
  return (roots[0] ?? files[0]!).name
}

export class TooManyRecordsError extends BaseError {
  override readonly name = 'Dictionary.TooManyRecordsError'
  constructor(most: number) {
    super(`Expected at most ${most} records in one data set to join, found more.`)
  }
}
