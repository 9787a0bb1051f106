'use client'

import { useEffect, useState } from 'react'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { dictionaryWorker } from './dictionaryWorker.ts'

type Search = { dictionary: Dictionary; key: string; query: string }

/** Returns the places of the fields that match, the best first; all of them without a query. The search runs in the worker. */
export function useFieldSearch({ dictionary, key, query }: Search): readonly number[] | undefined {
  const [indexed, setIndexed] = useState<Dictionary>()
  const [found, setFound] = useState<readonly number[]>()
  useEffect(() => {
    let isCurrent = true
    dictionaryWorker()
      .index({ key, dictionary })
      .then(
        () => isCurrent && setIndexed(dictionary),
        () => {},
      )
    return () => {
      isCurrent = false
    }
  }, [dictionary, key])
  useEffect(() => {
    const controller = new AbortController()
    if (query.trim() === '' || indexed === undefined) {
      setFound(undefined)
      return
    }
    dictionaryWorker()
      .find({ key, query }, { signal: controller.signal })
      .then(setFound, () => {})
    return () => controller.abort()
  }, [key, query, indexed])
  if (query.trim() === '') return dictionary.fields.map((_, index) => index)
  return found
}
