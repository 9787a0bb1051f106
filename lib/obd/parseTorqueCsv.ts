import { BaseError } from '../errors.ts'
import { compileFormula, type Formula } from './compileFormula.ts'

/*
 * Lists of parameters as Torque exchanges them: name, short name, request (mode and PID), equation, lowest, highest, unit,
 * header. Equations use the bytes A, B, C ... of the reply; they are parsed and never run as code.
 */
export type CustomPid = {
  name: string
  request: string
  equation: string
  formula: Formula
  min?: number
  max?: number
  unit: string
  header?: string
}

/** Returns the parameters in a list; a line that cannot be understood is named. */
export function parseTorqueCsv(text: string): CustomPid[] {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }))
  const rows = lines.filter(({ line }) => line.trim() !== '' && !/^"?name"?,/i.test(line.trim()))
  if (rows.length === 0) throw new EmptyPidListError()
  return rows.map(({ line, number }) => parseRow(line, number))
}

function parseRow(line: string, number: number): CustomPid {
  const [name = '', , request = '', equation = '', min = '', max = '', unit = '', header = ''] = splitCsv(line)
  const compact = request.replace(/^0x/i, '').replace(/\s/g, '').toUpperCase()
  if (name === '') throw new InvalidPidRowError(number, 'no name')
  if (!/^(01[0-9A-F]{2}|22[0-9A-F]{4})$/.test(compact)) throw new InvalidPidRowError(number, `the request "${request}"`)
  let formula: Formula
  try {
    formula = compileFormula(equation)
  } catch (cause) {
    throw new InvalidPidRowError(number, `the equation "${equation}"`, cause)
  }
  return {
    ...{ name, request: compact, equation, formula, unit },
    ...(min !== '' && Number.isFinite(Number(min)) && { min: Number(min) }),
    ...(max !== '' && Number.isFinite(Number(max)) && { max: Number(max) }),
    ...(/^[0-9A-F]{3}$|^[0-9A-F]{6,8}$/i.test(header) && { header: header.toUpperCase() }),
  }
}

function splitCsv(line: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    const letter = line[at]!
    if (letter === '"' && quoted && line[at + 1] === '"') cell += line[++at]
    else if (letter === '"') quoted = !quoted
    else if (letter === ',' && !quoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += letter
  }
  return [...cells, cell.trim()]
}

export class EmptyPidListError extends BaseError {
  override readonly name = 'Obd.EmptyPidListError'
  constructor() {
    super('Expected a list of parameters (name, short name, request, equation, min, max, unit, header), found none.')
  }
}

export class InvalidPidRowError extends BaseError {
  override readonly name = 'Obd.InvalidPidRowError'
  constructor(line: number, found: string, cause?: unknown) {
    super(`Expected line ${line} to name a parameter with a request 01xx or 22xxxx and an equation, found ${found}.`, {
      cause,
    })
  }
}
