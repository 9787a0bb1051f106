'use client'

import { useEffect, useState } from 'react'
import type { Problem } from '../../lib/dictionary/checkDictionary.ts'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { dictionaryWorker } from './dictionaryWorker.ts'
import type { DraftValue } from './useDraft.ts'

const restMs = 150
export type Inspection = {
  problems: readonly Problem[]
  /** The draft where nothing is wrong with it. */
  dictionary: Dictionary | undefined
  /** Why it could not even be looked at. */
  failure: unknown
  isChecking: boolean
}

/** Returns what is wrong with a draft, looked at in the worker shortly after each change. */
export function useProblems(value: DraftValue): Inspection {
  const [result, setResult] = useState<Omit<Inspection, 'isChecking'> & { of: DraftValue | undefined }>({
    problems: [],
    dictionary: undefined,
    failure: undefined,
    of: undefined,
  })
  useEffect(() => {
    const controller = new AbortController()
    const timer = setTimeout(() => {
      dictionaryWorker()
        .inspect({ value }, { signal: controller.signal })
        .then(
          ({ problems, dictionary }) => {
            const sound = problems.length === 0 ? dictionary : undefined
            setResult({ problems, dictionary: sound, failure: undefined, of: value })
          },
          (failure: unknown) => {
            if (!controller.signal.aborted) setResult({ problems: [], dictionary: undefined, failure, of: value })
          },
        )
    }, restMs)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [value])
  const { of, ...inspection } = result
  return { ...inspection, isChecking: of !== value }
}
