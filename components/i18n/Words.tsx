'use client'

import { type AbstractIntlMessages, NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ReactNode, useContext, useMemo } from 'react'
import { EnglishWords } from './EnglishWords.ts'

/**
 * Adds the English words of a room to those of the frame. They travel with the room's code, so the first load of a page
 * holds only what it says. In Chinese everything is there already.
 */
export function Words({ english, children }: { english: AbstractIntlMessages; children: ReactNode }) {
  const locale = useLocale()
  const known = useMessages()
  const others = useContext(EnglishWords)
  const all = useMemo(() => ({ ...others, ...english }), [others, english])
  const messages = useMemo(() => (locale === 'en' ? { ...known, ...english } : known), [locale, known, english])
  return (
    <EnglishWords value={all}>
      <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC">
        {children}
      </NextIntlClientProvider>
    </EnglishWords>
  )
}
