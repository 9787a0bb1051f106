'use client'

import { type AbstractIntlMessages, NextIntlClientProvider } from 'next-intl'
import { type ReactNode, startTransition, useEffect, useState } from 'react'
import { type LocaleId, locales } from './locales.ts'
import english from './messages/en/frame.json'
import { useLocalePreference, wantedLocale } from './useLocalePreference.ts'
import { warmFormats } from './warmFormats.ts'

type Loaded = { locale: LocaleId; messages: AbstractIntlMessages }

const load: Record<LocaleId, () => Promise<AbstractIntlMessages>> = {
  en: async () => english,
  zh: async () => (await import('./chineseMessages.ts')).chineseMessages,
}

/** Gives the words of the wanted language to everything inside; only the language in use is downloaded. */
export function LocaleProvider({ children }: { children: ReactNode }) {
  const [wanted] = useLocalePreference()
  const [loaded, setLoaded] = useState<Loaded>({ locale: 'en', messages: english })

  useEffect(() => {
    let current = true
    load[wanted]().then(
      // Every word changes: drawn in slices, between which the browser answers whoever types or taps.
      (messages) =>
        current &&
        startTransition(() => setLoaded((now) => (now.locale === wanted ? now : { locale: wanted, messages }))),
      // The words could not be fetched: English ones are better than a hidden page.
      () => delete document.documentElement.dataset.translating,
    )
    return () => {
      current = false
    }
  }, [wanted])

  useEffect(() => {
    // While the exported page wakes up `wanted` still is its English; the page stays hidden until the real one is there.
    if (loaded.locale !== wantedLocale()) return
    document.documentElement.lang = locales.find((locale) => locale.id === loaded.locale)!.tag
    delete document.documentElement.dataset.translating
    return warmFormats('numbers', loaded.locale)
  }, [loaded])

  return (
    <NextIntlClientProvider locale={loaded.locale} messages={loaded.messages} timeZone="UTC">
      {children}
    </NextIntlClientProvider>
  )
}
