'use client'

import { useTranslations } from 'next-intl'
import english from '../i18n/messages/en/wallet.json'
import { readBudget } from './readBudget.ts'

type Known = keyof typeof english.walletErrors

/** Returns the function that says in the reader's language what went wrong; undefined stays undefined. */
export function useFailureWords() {
  const t = useTranslations('walletErrors')
  return (error: unknown): string | undefined => {
    if (error === undefined) return undefined
    const cause = findNamed(error)
    const [, key = ''] = /^\w+\.(\w+)$/.exec(cause.name) ?? []
    if (cause.code === 4001) return t('UserRejectedError')
    const budget = readBudget(cause.message)
    if (budget) return t('budget', budget)
    if (!(key in english.walletErrors)) return t('other', { name: cause.name })
    return t(`${key as Known}`, factsOf(cause) as never)
  }
}

type Named = { name: string; message: string; details?: string; code?: number }

/** Libraries wrap what our code threw: the innermost error with a name of ours tells most. */
function findNamed(error: unknown): Named {
  let found = error as Named
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (/^[A-Z]\w+\.\w+$/.test(cause.name) || (cause as Named).code === 4001) found = cause as Named
  }
  return { ...found, name: found?.name ?? 'Error', message: found?.message ?? '' }
}

type Facts = { position: string; count: string; minutes: number; message: string }

function factsOf({ message, details }: Named): Facts {
  const number = (text: string | undefined) => /(\d+)/.exec(text ?? '')?.[1] ?? '?'
  const found = /found (\d+)/.exec(message)?.[1] ?? '?'
  return {
    position: number(details),
    count: found,
    minutes: Math.max(1, Math.ceil(Number(number(details)) / 60) || 1),
    message,
  }
}
