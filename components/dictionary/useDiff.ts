'use client'

import { useQuery } from '@tanstack/react-query'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { dictionaryWorker } from './dictionaryWorker.ts'

const numbers = new WeakMap<object, number>()
let last = 0

/** A dictionary on the screen is never changed in place, so a number can stand for it. */
function numberOf(dictionary: object | undefined): number {
  if (!dictionary) return 0
  const known = numbers.get(dictionary)
  if (known) return known
  numbers.set(dictionary, ++last)
  return last
}

/** Returns what changed between two dictionaries, found in the worker. */
export function useDiff(before: Dictionary | undefined, after: Dictionary | undefined) {
  return useQuery({
    queryKey: ['dictionaryDiff', numberOf(before), numberOf(after)],
    queryFn: ({ signal }) => dictionaryWorker().diff({ before: before!, after: after! }, { signal }),
    enabled: before !== undefined && after !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
}
