import { type DataHandle, startData } from '../../workers/data.ts'

let handle: DataHandle | undefined
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of [...listeners]) listener()
}

/** Returns the worker of the data room, started when first asked for. It outlives pages: a sealing goes on while one looks around. */
export function dataHandle(): DataHandle {
  if (!handle) {
    handle = startData()
    handle.on('changed', tell)
  }
  return handle
}

/** Calls back whenever a data set has changed, whichever worker keeps them now; returns how to stop that. */
export function onDataChanged(listener: () => void): () => void {
  listeners.add(listener)
  dataHandle()
  return () => listeners.delete(listener)
}

/** Gives up a worker that crashed, so that the next call starts another. */
export function restartData(): void {
  handle?.stop()
  handle = undefined
  tell()
}
