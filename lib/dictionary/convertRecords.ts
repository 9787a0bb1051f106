import { createValidator } from './createValidator.ts'
import type { Dictionary } from './dictionarySchema.ts'
import { createRecordMapper, type DictionaryMapping, mapDictionaries } from './mapDictionaries.ts'
import type { FlatRecord } from './readRecords.ts'
import type { ValidationReport } from './ValidationReport.ts'

export type Conversion = {
  mapping: DictionaryMapping
  /** Records read, and those that held nothing that has a place in the target. */
  records: number
  empty: number
  /** Numbers that came out rounded or with other last digits. */
  inexact: number
  /** What the target says of the result. */
  report: ValidationReport
}
type Options = {
  source: Dictionary
  target: Dictionary
  /** Which field shall become which, where nothing in the dictionaries tells. */
  chosen?: Readonly<Record<string, string>>
  /** Takes lines of JSON, a piece at a time. */
  write(piece: string): void
  signal?: AbortSignal
}

const pieceLength = 262_144

/** Writes records of one dictionary as records of another, as lines of JSON, and returns what became of them. */
export async function convertRecords(
  input: AsyncIterable<FlatRecord> | Iterable<FlatRecord>,
  { source, target, chosen = {}, write, signal }: Options,
): Promise<Conversion> {
  const mapping = mapDictionaries(source, target, chosen)
  const mapper = createRecordMapper(mapping, source, target)
  const validator = createValidator(target)
  let records = 0
  let empty = 0
  let piece = ''
  for await (const record of input) {
    if (++records % 1_000 === 0) signal?.throwIfAborted()
    const mapped = mapper.map(record)
    if (Object.keys(mapped).length === 0) {
      empty++
      continue
    }
    validator.addRecord(mapped)
    piece += `${JSON.stringify(mapped)}\n`
    if (piece.length < pieceLength) continue
    write(piece)
    piece = ''
  }
  if (piece !== '') write(piece)
  return { mapping, records, empty, inexact: mapper.inexact(), report: validator.finish() }
}
