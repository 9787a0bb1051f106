'use client'

import { useMemo } from 'react'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { wholeField } from '../../lib/dictionary/diffDictionaries.ts'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { useDiff } from './useDiff.ts'
import { useDocument } from './useDocument.ts'

export type FieldMark = 'added' | 'changed'
const none: ReadonlyMap<string, FieldMark> = new Map()

/** Returns which fields of a draft are not as its release has them. */
export function useChangedFields(
  base: Release | undefined,
  draft: Dictionary | undefined,
): ReadonlyMap<string, FieldMark> {
  const { data: published } = useDocument(base)
  const { data: diff } = useDiff(published, published && draft)
  return useMemo(() => {
    if (!diff) return none
    const marks = new Map<string, FieldMark>()
    for (const { path, member } of diff.changes) {
      if (path !== '' && !marks.has(path)) marks.set(path, member === wholeField ? 'added' : 'changed')
    }
    return marks
  }, [diff])
}
