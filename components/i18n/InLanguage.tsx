'use client'

import { type AbstractIntlMessages, NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ReactNode, use, useContext } from 'react'
import { EnglishWords } from './EnglishWords.ts'
import type { LocaleId } from './locales.ts'

/** Speaks a language inside, whichever the app speaks. What is not there yet is fetched, and the next Suspense waits for it. */
export function InLanguage({ locale, children }: { locale: LocaleId; children: ReactNode }) {
  return (
    <NextIntlClientProvider locale={locale} messages={useWords(locale)} timeZone="UTC">
      {children}
    </NextIntlClientProvider>
  )
}

function useWords(locale: LocaleId): AbstractIntlMessages {
  const spoken = useLocale()
  const known = useMessages()
  const english = useContext(EnglishWords)
  if (locale === spoken) return known
  return locale === 'en' ? english : use(loadChinese())
}

let chinese: Promise<AbstractIntlMessages> | undefined

/** The same promise each time, since React asks again after each wait; a new one after a failure. */
function loadChinese(): Promise<AbstractIntlMessages> {
  chinese ??= import('./chineseMessages.ts').then(
    ({ chineseMessages }) => chineseMessages,
    (error: unknown) => {
      chinese = undefined
      throw error
    },
  )
  return chinese
}
