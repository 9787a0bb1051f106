import { BaseError } from '../errors.ts'
import type { Dictionary } from './dictionarySchema.ts'
import { parseCsv } from './formats/csv.ts'
import { columnOf } from './validateCsv.ts'
import { maxLineBytes } from './validateLines.ts'

export type FlatRecord = Record<string, unknown>
/** A file of records: lines of JSON, or a table by the ending of its name. */
export type RecordFile = { name: string; stream(): ReadableStream<Uint8Array>; text(): Promise<string> }
type Options = { signal?: AbortSignal; onProgress?: (bytes: number) => void }

/** Returns the records of a file one by one; throws at the first that is none, with its number. */
export async function* readRecords(
  dictionary: Dictionary,
  file: RecordFile,
  { signal, onProgress }: Options = {},
): AsyncGenerator<FlatRecord> {
  if (/\.csv$/i.test(file.name)) {
    yield* readTable(dictionary, await file.text())
    return
  }
  let number = 0
  for await (const line of readLines(file.stream(), { ...(signal && { signal }), ...(onProgress && { onProgress }) })) {
    number++
    if (line.trim() !== '') yield readRecord(line, number, file.name)
  }
}

function* readTable(dictionary: Dictionary, text: string): Generator<FlatRecord> {
  const [names = [], ...rows] = parseCsv(text)
  const columns = names.map((name) => columnOf(dictionary, name.trim()))
  for (const row of rows) {
    const record: FlatRecord = {}
    for (const [column, { path, read }] of columns.entries()) {
      const cell = row[column] ?? ''
      if (cell !== '') record[path] = read(cell)
    }
    yield record
  }
}

function readRecord(line: string, number: number, name: string): FlatRecord {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new NotARecordError(name, number, line)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NotARecordError(name, number, line)
  return value as FlatRecord
}

/** Not every browser lets a stream be read by a loop. */
async function* readLines(stream: ReadableStream<Uint8Array>, { signal, onProgress }: Options): AsyncGenerator<string> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let bytes = 0
  try {
    for (;;) {
      signal?.throwIfAborted()
      const { done, value } = await reader.read()
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true })
      const lines = rest.split('\n')
      rest = lines.pop()!
      yield* lines
      if (rest.length > maxLineBytes) throw new LineTooLongError()
      if (done) break
      bytes += value.length
      onProgress?.(bytes)
    }
    if (rest !== '') yield rest
  } finally {
    await reader.cancel().catch(() => {})
  }
}

export class NotARecordError extends BaseError {
  override readonly name = 'Dictionary.NotARecordError'
  readonly file: string
  readonly line: number
  constructor(file: string, line: number, found: string) {
    super(`Expected line ${line} of ${file.slice(0, 80)} to be a record in JSON, found "${found.slice(0, 80)}".`, {
      details: `${file.slice(0, 80)}:${line}`,
    })
    this.file = file
    this.line = line
  }
}

export class LineTooLongError extends BaseError {
  override readonly name = 'Dictionary.LineTooLongError'
  constructor() {
    super(`Expected lines of at most ${maxLineBytes} characters, found a longer one.`)
  }
}
