import { BaseError } from '../../errors.ts'
import type { Dictionary, Field } from '../dictionarySchema.ts'
import { documentLimits, TooLargeError } from '../guardJson.ts'
import { cellsOfField, fieldColumns, fieldOfCells } from './fieldCells.ts'
import { type DictionaryHead, type Imported, toImported } from './Imported.ts'

/* RFC 4180. A spreadsheet takes text that begins like a formula for one, so such text gets an apostrophe in front. */
const maxRows = 20_001
const formula = /^'*[=+@\t\r]|^'*-(?!\d)/

/** Returns the fields of a dictionary as CSV, one a row. */
export function exportCsv({ fields }: Dictionary): string {
  const rows = [[...fieldColumns], ...fields.map(cellsOfField)]
  return `${rows.map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`
}

/** Returns the dictionary of a table whose first row names its columns. */
export function importCsv(text: string, head: DictionaryHead): Imported {
  const [names, ...rows] = parseCsv(text)
  if (!names?.includes('path')) throw new NotATableError('a column named path', (names ?? []).join(', '))
  const fields: Field[] = rows.map((row, index) => {
    const cells = new Map(names.map((name, column) => [name.trim(), unquote(row[column] ?? '')]))
    return fieldOfCells(cells, index + 2)
  })
  const foreign = names.filter((name) => !(fieldColumns as readonly string[]).includes(name.trim()))
  const skipped = foreign.map((path) => ({ path, reason: 'unsupported' as const }))
  return toImported(head, fields, { counts: { rows: rows.length, fields: fields.length }, skipped })
}

/** Returns the rows of CSV text; empty lines are none. */
export function parseCsv(text: string): string[][] {
  if (text.length > documentLimits.maxBytes)
    throw new TooLargeError(`${text.length} characters`, `${documentLimits.maxBytes}`)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  const endRow = () => {
    row.push(cell)
    if (row.length > 1 || row[0] !== '') rows.push(row)
    if (rows.length > maxRows) throw new TooLargeError(`more than ${maxRows} rows`, `${maxRows}`)
    row = []
    cell = ''
  }
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i++) {
    const sign = text[i]!
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[i + 1] === '"') cell += text[++i]
      else isQuoted = false
    } else if (sign === '"') isQuoted = true
    else if (sign === ',') {
      row.push(cell)
      cell = ''
    } else if (sign === '\n') endRow()
    else if (sign !== '\r' || text[i + 1] !== '\n') cell += sign
  }
  if (isQuoted) throw new NotATableError('the end of a quoted cell', 'the end of the file')
  endRow()
  return rows
}

function quote(cell: string): string {
  const safe = formula.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function unquote(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell
}

export class NotATableError extends BaseError {
  override readonly name = 'Dictionary.NotATableError'
  constructor(expected: string, found: string) {
    super(`Expected ${expected}, found ${found.slice(0, 200) || 'nothing'}.`)
  }
}
