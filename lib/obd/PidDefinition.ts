import type { Reading } from './Reading.ts'

/** A number inside the data of a parameter: `raw * mul / div + add`. */
export type Field = {
  name: string
  unit: string
  at: number
  size: 1 | 2 | 4
  signed: boolean
  mul: number
  div: number
  add: number
  path?: string
  /** The bit of the first byte that says whether this field is filled. */
  flag?: number
  /** The raw value that stands for no value. */
  blank?: number
  /** The raw value that some cars send for no value. */
  doubtful?: number
}

export type Extra = (data: Uint8Array, at: number) => Omit<Reading, 'pid' | 'did'>[]

export type PidDefinition = {
  /** Bytes of data; several where both are in use. The first is the one that replies to several parameters have. */
  lengths: readonly number[]
  fields: readonly Field[]
  /** Values that are not plain numbers. */
  extra?: Extra
}

type Options = Partial<Pick<Field, 'path' | 'flag' | 'blank' | 'doubtful' | 'add' | 'signed'>>

/** Returns a field with a scale of `mul / div`. */
export function field(
  name: string,
  unit: string,
  at: number,
  size: 1 | 2 | 4,
  [mul, div]: readonly [number, number],
  { add = 0, signed = false, ...rest }: Options = {},
): Field {
  return { name, unit, at, size, mul, div, add, signed, ...rest }
}

export const percent = [100, 255] as const
export const one = [1, 1] as const

/** Returns a field of 0 to 100 % in one byte. */
export function percentage(name: string, at: number, options: Options = {}): Field {
  return field(name, '%', at, 1, percent, options)
}

/** Returns a field of -100 to 99.2 % in one byte. */
export function trim(name: string, at: number, options: Options = {}): Field {
  return field(name, '%', at, 1, [100, 128], { add: -100, ...options })
}

/** Returns a temperature of one byte, from -40 °C. */
export function celsius(name: string, at: number, options: Options = {}): Field {
  return field(name, '°C', at, 1, one, { add: -40, ...options })
}

/** Returns a temperature of two bytes in tenths, from -40 °C. */
export function tenthCelsius(name: string, at: number, options: Options = {}): Field {
  return field(name, '°C', at, 2, [1, 10], { add: -40, ...options })
}
