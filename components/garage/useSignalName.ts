'use client'

import { useLocale } from 'next-intl'
import { signalNames } from './signalNames.ts'

/** Returns how to say the name of a value in the reader's language; names that nobody translated stay English. */
export function useSignalName(): (name: string) => string {
  const locale = useLocale()
  return (name) => (locale === 'zh' ? (signalNames[name] ?? name) : name)
}
