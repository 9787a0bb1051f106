'use client'

import { useLocale } from 'next-intl'
import type { Words } from '../../lib/dictionary/dictionarySchema.ts'

/** Returns the function that chooses the reader's language of a text, or the other one where there is none. */
export function useWords() {
  const locale = useLocale()
  return (words: Words | undefined): string => {
    const [first, second] = locale === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const)
    return words?.[first] ?? words?.[second] ?? ''
  }
}
