import type { DictionaryApi } from '../lib/dictionary/createDictionaryApi.ts'
import { connect, type Remote } from '../lib/rpc/rpc.ts'

export type DictionaryHandle = Remote<DictionaryApi, { progress: { bytes: number } }>

/** Starts the worker that reads, compares and searches dictionaries and checks data against them. */
export function startDictionary(): DictionaryHandle {
  const worker = new Worker(new URL('./dictionary.worker.ts', import.meta.url), { type: 'module', name: 'dictionary' })
  return connect<DictionaryApi, { progress: { bytes: number } }>(worker)
}
