import { type DataHandle, startData } from '../../workers/data.ts'

let handle: DataHandle | undefined

/** Returns the worker of the data room, started when first asked for. It outlives pages: a sealing goes on while one looks around. */
export function dataHandle(): DataHandle {
  handle ??= startData()
  return handle
}

/** Gives up a worker that crashed, so that the next call starts another. */
export function restartData(): void {
  handle?.stop()
  handle = undefined
}
