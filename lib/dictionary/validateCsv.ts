import { createValidator } from './createValidator.ts'
import { isList, isNumeric, scalarOf } from './dataTypes.ts'
import type { Dictionary, Field } from './dictionarySchema.ts'
import { parseCsv } from './formats/csv.ts'
import type { ValidationReport } from './ValidationReport.ts'

/**
 * Returns the report on a table whose columns are named by paths, or by the names that the fields have as CSV columns. Empty
 * cells are no values; a cell that is not written as its field's type is left as text, for the report to point at.
 */
export function validateCsv(
  dictionary: Dictionary,
  text: string,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (bytes: number) => void } = {},
): ValidationReport {
  const [names = [], ...rows] = parseCsv(text)
  const columns = names.map((name) => columnOf(dictionary, name.trim()))
  const validator = createValidator(dictionary)
  for (const [index, row] of rows.entries()) {
    if (index % 10_000 === 0) signal?.throwIfAborted()
    const record: Record<string, unknown> = {}
    for (const [column, { path, read }] of columns.entries()) {
      const cell = row[column] ?? ''
      if (cell !== '') record[path] = read(cell)
    }
    validator.addRecord(record)
  }
  onProgress?.(text.length)
  return validator.finish()
}

/** Returns the field that a column of a table holds, and how its cells are read. */
export function columnOf({ fields }: Dictionary, name: string): { path: string; read: (cell: string) => unknown } {
  const field =
    fields.find(({ path }) => path === name) ??
    fields.find(({ mappings = [] }) => mappings.some(({ standard, ref }) => standard === 'CSV' && ref === name))
  return field ? { path: field.path, read: readerOf(field) } : { path: name, read: (cell) => cell }
}

function readerOf({ type }: Field): (cell: string) => unknown {
  if (isList(type)) return (cell) => parseJson(cell)
  if (scalarOf(type) === 'boolean')
    return (cell) => (/^(?:true|false)$/i.test(cell) ? cell.toLowerCase() === 'true' : cell)
  if (!isNumeric(type)) return (cell) => cell
  return (cell) => (/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(cell.trim()) ? Number(cell) : cell)
}

function parseJson(cell: string): unknown {
  try {
    return JSON.parse(cell)
  } catch {
    return cell
  }
}
