'use client'

import { useEffect, useMemo, useState } from 'react'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { dictionaryWorker } from './dictionaryWorker.ts'

const restMs = 500
type Search = { dictionary: Dictionary; key: string; query: string }

/** Returns the places of the fields that match, the best first; all of them without a query. The search runs in the worker. */
export function useFieldSearch({ dictionary, key, query }: Search): readonly number[] | undefined {
  const [indexed, setIndexed] = useState<Dictionary>()
  const [found, setFound] = useState<readonly number[]>()
  const isSearching = query.trim() !== ''
  useEffect(() => {
    // A field that is being edited is searched for by its new words when the typing rests.
    if (!isSearching || indexed === dictionary) return
    let isCurrent = true
    const timer = setTimeout(
      () =>
        dictionaryWorker()
          .index({ key, dictionary })
          .then(
            () => isCurrent && setIndexed(dictionary),
            () => {},
          ),
      indexed === undefined ? 0 : restMs,
    )
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [dictionary, key, indexed, isSearching])
  useEffect(() => {
    const controller = new AbortController()
    if (!isSearching || indexed === undefined) {
      setFound(undefined)
      return
    }
    dictionaryWorker()
      .find({ key, query }, { signal: controller.signal })
      .then(setFound, () => {})
    return () => controller.abort()
  }, [key, query, indexed, isSearching])
  return useMemo(
    () => (isSearching ? found : dictionary.fields.map((_, index) => index)),
    [isSearching, found, dictionary.fields],
  )
}
