import type { LiveBatch } from '../../lib/recording/createGarageApi.ts'

/** The last values of one signal, oldest first from `from`. */
export type LiveSignal = {
  pid: string
  name: string
  unit: string
  path: string | undefined
  times: Float64Array
  values: Float64Array
  /** Samples ever noted; the place of the next one follows from it. */
  count: number
  min: number
  max: number
}

const size = 2048

/** Returns the history that gauges draw from: written by every batch, read by every frame, without React in between. */
export function createLive() {
  const signals = new Map<string, LiveSignal>()
  const listeners = new Set<() => void>()
  let known: readonly LiveSignal[] = []
  return {
    add(batches: readonly LiveBatch[]): void {
      const before = signals.size
      for (const { timeMs, samples } of batches) {
        for (const sample of samples) {
          const key = `${sample.pid} ${sample.name}`
          const signal = signals.get(key) ?? create(sample)
          signals.set(key, signal)
          const place = signal.count++ % size
          signal.times[place] = timeMs
          signal.values[place] = sample.value
          signal.min = Math.min(signal.min, sample.value)
          signal.max = Math.max(signal.max, sample.value)
        }
      }
      if (signals.size === before) return
      known = [...signals.values()]
      for (const listener of listeners) listener()
    },
    clear(): void {
      signals.clear()
      known = []
      for (const listener of listeners) listener()
    },
    list: () => known,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function create({ pid, name, unit, path }: LiveBatch['samples'][number]): LiveSignal {
  const empty = { times: new Float64Array(size), values: new Float64Array(size), count: 0 }
  return { pid, name, unit, path, ...empty, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY }
}

/** Calls back with each sample that is not older than `sinceMs`, in order. */
export function eachSince(signal: LiveSignal, sinceMs: number, call: (timeMs: number, value: number) => void): void {
  const first = Math.max(0, signal.count - size)
  for (let at = first; at < signal.count; at++) {
    const time = signal.times[at % size]!
    if (time >= sinceMs) call(time, signal.values[at % size]!)
  }
}

/** Returns the newest value. */
export function latest(signal: LiveSignal): number | undefined {
  return signal.count === 0 ? undefined : signal.values[(signal.count - 1) % size]
}
