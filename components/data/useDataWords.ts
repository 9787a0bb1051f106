'use client'

import { useTranslations } from 'next-intl'
import english from '../i18n/messages/en/data.json'

type Known = keyof typeof english.dataErrors
type Named = { name: string; message: string; code?: number; cause?: unknown }

/** Returns the function that says in the reader's language what went wrong, and what to do; undefined stays undefined. */
export function useDataWords() {
  const t = useTranslations('dataErrors')
  return (error: unknown): string | undefined => {
    if (error === undefined) return undefined
    const found = findNamed(error)
    if (found.code === 4001) return t('UserRejectedError')
    const key = found.name.replace(/^\w+\./, '')
    if (!(key in english.dataErrors)) return t('other', { name: found.name })
    return t(`${key as Known}`, { message: found.message, name: found.name })
  }
}

/** Libraries wrap what our code threw: the innermost error that has words of its own tells most. */
function findNamed(error: unknown): Named {
  let found = error as Named
  for (let cause = error as Named | undefined; cause; cause = cause.cause as Named | undefined) {
    if (cause.name?.replace(/^\w+\./, '') in english.dataErrors || cause.code === 4001) found = cause
  }
  return {
    ...found,
    name: found.name ?? 'Error',
    message: found.message ?? '',
    ...(found.code && { code: found.code }),
  }
}
