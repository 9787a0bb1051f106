import { BaseError } from '../errors.ts'
import type { SignalInfo } from './Trip.ts'
import { createByteReader, createByteWriter } from './varint.ts'

/*
 * A block of samples by columns. For each signal that has any: its number, how many, the times as differences in whole
 * milliseconds, then the values as differences in steps of the signal's resolution. Two or three bytes a sample.
 */
export type SampleColumns = { signal: number; times: number[]; values: number[] }

/** The difference of two such steps, with its sign, still is a whole number that is exact. */
const mostSteps = 2 ** 51

/** Returns whether a value fits in a column whose steps are that large. */
export function isStorable(value: number, resolution: number): boolean {
  return Math.abs(Math.round(value / resolution)) <= mostSteps
}

/** Returns the bytes of a block of samples. */
export function encodeSamples(columns: readonly SampleColumns[], signals: readonly SignalInfo[]): Uint8Array {
  const writer = createByteWriter()
  for (const { signal, times, values } of columns) {
    if (times.length === 0) continue
    const { resolution } = signals[signal]!
    writer.unsigned(signal)
    writer.unsigned(times.length)
    let lastMs = 0
    for (const time of times) {
      const ms = Math.round(time)
      writer.signed(ms - lastMs)
      lastMs = ms
    }
    let lastStep = 0
    for (const value of values) {
      if (!isStorable(value, resolution)) throw new UnstorableValueError(signals[signal]!.path, value)
      const step = Math.round(value / resolution)
      writer.signed(step - lastStep)
      lastStep = step
    }
  }
  return writer.bytes()
}

/** Returns the samples in a block; throws when the bytes are no such block. */
export function decodeSamples(bytes: Uint8Array, signals: readonly SignalInfo[]): SampleColumns[] {
  const reader = createByteReader(bytes)
  const columns: SampleColumns[] = []
  try {
    while (!reader.isDone()) {
      const signal = reader.unsigned()
      const count = reader.unsigned()
      const info = signals[signal]
      if (!info || count > bytes.length) throw new RangeError(`There is no signal ${signal} with ${count} samples.`)
      columns.push({ signal, times: readColumn(reader, count, 1), values: readColumn(reader, count, info.resolution) })
    }
  } catch (cause) {
    throw new DamagedSamplesError(cause)
  }
  return columns
}

function readColumn(reader: ReturnType<typeof createByteReader>, count: number, resolution: number): number[] {
  // Dividing by the whole number gives the decimal fraction that is meant; multiplying by 0.001 would not.
  const perOne = Math.round(1 / resolution)
  const column = new Array<number>(count)
  let last = 0
  for (let index = 0; index < count; index++) {
    last += reader.signed()
    column[index] = last / perOne
  }
  return column
}

export class UnstorableValueError extends BaseError {
  override readonly name = 'Recording.UnstorableValueError'
  constructor(path: string, found: number) {
    super(`Expected a number for ${path} that fits in a recording, found ${found}.`)
  }
}

export class DamagedSamplesError extends BaseError {
  override readonly name = 'Recording.DamagedSamplesError'
  constructor(cause: unknown) {
    super('A block of samples is damaged.', { cause })
  }
}
