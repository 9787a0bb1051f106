'use client'

import { useQuery } from '@tanstack/react-query'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { dictionaryWorker } from './dictionaryWorker.ts'
import { numberOf } from './numberOf.ts'

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
