import { BaseError } from '../../errors.ts'
import type { Field } from '../dictionarySchema.ts'
import { canonical } from '../formatDictionary.ts'
import { guardJson } from '../guardJson.ts'

/* A field as a row of a table, for CSV and Markdown alike. Lists and mappings are JSON inside of their cell. */
export const fieldColumns = [
  'path',
  'kind',
  'type',
  'unit',
  'min',
  'max',
  'resolution',
  'allowed',
  'pattern',
  'required',
  'class',
  'privacy',
  'title.en',
  'title.zh',
  'description.en',
  'description.zh',
  'since',
  'deprecated',
  'mappings',
] as const
type Column = (typeof fieldColumns)[number]

const numbers = new Set<Column>(['min', 'max', 'resolution'])
const json = new Set<Column>(['allowed', 'deprecated', 'mappings'])
const defaults = { kind: 'sensor', type: 'double', class: 'user', privacy: 'normal' }

/** Returns the cells of a field. */
export function cellsOfField(field: Field): string[] {
  return fieldColumns.map((column) => {
    const [outer, inner] = column.split('.') as [keyof Field, 'en' | 'zh' | undefined]
    const value = inner ? (field[outer] as Record<string, string | undefined>)[inner] : field[outer]
    if (value === undefined) return ''
    return json.has(column) ? canonical(value) : String(value)
  })
}

/** Returns the field of a row; columns that a table does not have take their defaults. */
export function fieldOfCells(cells: ReadonlyMap<string, string>, row: number): Field {
  const title: Record<string, string> = {}
  const description: Record<string, string> = {}
  const field: Record<string, unknown> = { ...defaults, title, description }
  for (const column of fieldColumns) {
    const cell = cells.get(column) ?? ''
    if (cell === '') continue
    const [outer, inner] = column.split('.') as [string, string?]
    if (inner) (outer === 'title' ? title : description)[inner] = cell
    else field[outer] = readCell(column, cell, row)
  }
  if (typeof field.path !== 'string') throw new InvalidRowError(row, 'a path', 'none')
  if (Object.keys(title).length === 0) title.en = field.path.slice(field.path.lastIndexOf('.') + 1)
  if (Object.keys(description).length === 0) description.en = field.path
  return field as unknown as Field
}

function readCell(column: Column, cell: string, row: number): unknown {
  if (json.has(column)) return guardJson(cell)
  if (numbers.has(column)) {
    const value = Number(cell)
    if (!Number.isFinite(value)) throw new InvalidRowError(row, `a number as ${column}`, cell)
    return value
  }
  if (column !== 'required') return cell
  if (/^(?:true|yes|1|是)$/i.test(cell)) return true
  if (/^(?:false|no|0|否)$/i.test(cell)) return undefined
  throw new InvalidRowError(row, 'true or false as required', cell)
}

export class InvalidRowError extends BaseError {
  override readonly name = 'Dictionary.InvalidRowError'
  constructor(row: number, expected: string, found: string) {
    super(`Expected ${expected} in row ${row}, found "${found.slice(0, 80)}".`)
  }
}
