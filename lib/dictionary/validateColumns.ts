import { createValidator, type FieldState, type Validator } from './createValidator.ts'
import type { Dictionary } from './dictionarySchema.ts'
import type { ValidationReport } from './ValidationReport.ts'

/** Data by columns, as recordings keep it: every column as long as the others; NaN, null and undefined are no values. */
export type Columns = { length: number; columns: Readonly<Record<string, ArrayLike<unknown>>> }

const step = 65_536

/** Returns the report on data in columns. Between portions it can be stopped by the signal and says how far it is. */
export function validateColumns(
  dictionary: Dictionary,
  data: Columns,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (records: number) => void } = {},
): ValidationReport {
  const validator = createValidator(dictionary)
  const readers = Object.entries(data.columns).map(([path, column]) => readerOf(validator, path, column))
  const vehicles = column(data, validator.roles.vehiclePath)
  const times = column(data, validator.roles.timePath)
  for (let from = 0; from < data.length; from += step) {
    signal?.throwIfAborted()
    const to = Math.min(data.length, from + step)
    for (let row = from; row < to; row++) {
      validator.begin()
      for (let i = 0; i < readers.length; i++) readers[i]!(row)
      const vehicle = vehicles?.[row]
      validator.end(validator.roles.toMs(times?.[row]), typeof vehicle === 'string' ? vehicle : undefined)
    }
    onProgress?.(to)
  }
  return validator.finish()
}

function column(data: Columns, path: string | undefined): ArrayLike<unknown> | undefined {
  return path !== undefined && Object.hasOwn(data.columns, path) ? data.columns[path] : undefined
}

function readerOf(validator: Validator, path: string, values: ArrayLike<unknown>): (row: number) => void {
  const state = validator.fields.get(path)
  if (!state) return (row) => validator.addIssue(path, 'unknownField', values[row])
  return ArrayBuffer.isView(values)
    ? numberReader(validator, state, values as unknown as ArrayLike<number>)
    : (row) => validator.take(state, normal(values[row]))
}

function numberReader({ take, takeNumber }: Validator, state: FieldState, values: ArrayLike<number | bigint>) {
  return (row: number) => {
    const value = values[row]!
    if (typeof value === 'bigint') take(state, Number(value))
    else if (!Number.isNaN(value)) takeNumber(state, value)
  }
}

function normal(value: unknown): unknown {
  return typeof value === 'number' && Number.isNaN(value) ? undefined : value
}
