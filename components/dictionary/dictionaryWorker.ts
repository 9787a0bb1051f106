'use client'

import { type DictionaryHandle, startDictionary } from '../../workers/dictionary.ts'

let shared: DictionaryHandle | undefined

/** Returns the worker of the room; it is started once and stays while the app is open. */
export function dictionaryWorker(): DictionaryHandle {
  shared ??= startDictionary()
  return shared
}
