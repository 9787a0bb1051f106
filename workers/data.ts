import type { DataApi, DataEvents } from '../lib/dataset/createDataApi.ts'
import { connect, type Remote } from '../lib/rpc/rpc.ts'

export type DataHandle = Remote<DataApi, DataEvents>

/** Sealing a large file, or storing it over a slow line, takes as long as it takes; it shows progress and can be cancelled. */
const timeoutMs = 2 ** 31 - 1

/** Starts the worker that seals, stores, checks and opens the data sets of this browser. */
export function startData(): DataHandle {
  const worker = new Worker(new URL('./data.worker.ts', import.meta.url), { type: 'module', name: 'data' })
  return connect<DataApi, DataEvents>(worker, { timeoutMs })
}
