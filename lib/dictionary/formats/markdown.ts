import type { Dictionary, Field } from '../dictionarySchema.ts'
import { documentLimits, TooLargeError } from '../guardJson.ts'
import { NotATableError } from './csv.ts'
import { cellsOfField, fieldColumns, fieldOfCells } from './fieldCells.ts'
import { type DictionaryHead, type Imported, toImported } from './Imported.ts'

/** Returns a dictionary as a page to read: what it is, then a table of its fields. */
export function exportMarkdown({ id, version, title, description, vss, common, fields }: Dictionary): string {
  const roles = Object.entries(common).map(([role, path]) => `- ${role}: \`${path}\``)
  return [
    `# ${escapeText([title.en, title.zh].filter(Boolean).join(' · '))}`,
    `\`${id}\` ${version}${vss === undefined ? '' : `, names of VSS ${vss}`}`,
    ...[description.en, description.zh].filter((words) => words !== undefined).map(escapeText),
    ...(roles.length > 0 ? ['## Common fields', roles.join('\n')] : []),
    '## Fields',
    [
      formatRow([...fieldColumns]),
      formatRow(fieldColumns.map(() => '---')),
      ...fields.map((field) => formatRow(cellsOfField(field))),
    ].join('\n'),
    '',
  ].join('\n\n')
}

/** Returns the dictionary of the first table in a page that has a column named path. */
export function importMarkdown(text: string, head: DictionaryHead): Imported {
  if (text.length > documentLimits.maxBytes)
    throw new TooLargeError(`${text.length} characters`, `${documentLimits.maxBytes}`)
  const lines = text.split(/\r?\n/)
  const start = lines.findIndex((line, i) => parseRow(line).includes('path') && /^[|\s:-]+$/.test(lines[i + 1] ?? ''))
  if (start < 0) throw new NotATableError('a table with a column named path', 'none')
  const names = parseRow(lines[start]!)
  const fields: Field[] = []
  for (let i = start + 2; lines[i]?.startsWith('|'); i++) {
    const row = parseRow(lines[i]!)
    fields.push(fieldOfCells(new Map(names.map((name, column) => [name, row[column] ?? ''])), i + 1))
  }
  return toImported(head, fields, { counts: { fields: fields.length }, skipped: [] })
}

function formatRow(cells: readonly string[]): string {
  return `| ${cells.map(escapeCell).join(' | ')} |`
}

function escapeCell(cell: string): string {
  return cell
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '\\<')
    .replaceAll('\r', '')
    .replaceAll('\n', '<br>')
}

function escapeText(text: string): string {
  return text.replace(/[\\`*_<>#|]/g, '\\$&')
}

function parseRow(line: string): string[] {
  const cells: string[] = []
  let cell = ''
  for (let i = line.startsWith('|') ? 1 : 0; i < line.length; i++) {
    if (line[i] === '\\') cell += line[++i] ?? ''
    else if (line.startsWith('<br>', i)) {
      cell += '\n'
      i += 3
    } else if (line[i] === '|') {
      cells.push(cell.trim())
      cell = ''
    } else cell += line[i]
  }
  return cells
}
