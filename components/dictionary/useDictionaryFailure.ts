'use client'

import { useTranslations } from 'next-intl'
import english from '../i18n/messages/en/dictionary.json'

type Known = keyof typeof english.dictionaryErrors

/** Returns the function that says in the reader's language what went wrong. */
export function useDictionaryFailure() {
  const t = useTranslations('dictionaryErrors')
  return (error: unknown): string => {
    const named = findNamed(error)
    if (named.code === 4001) return t('UserRejectedError')
    const key = /^\w+\.(\w+)$/.exec(named.name)?.[1] ?? ''
    return key in english.dictionaryErrors ? t(`${key as Known}`) : t('other', { name: named.name })
  }
}

/** Libraries wrap what our code threw: the innermost error with a name of ours tells most. */
export function findNamed(error: unknown): { name: string; code?: number } {
  let found = error as { name: string; code?: number }
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (/^[A-Z]\w+\.\w+$/.test(cause.name) || (cause as { code?: number }).code === 4001) found = cause as typeof found
  }
  return found ?? { name: 'Error' }
}
