'use client'

import { useSyncExternalStore } from 'react'
import { createPreference } from './createPreference.ts'
import type { LocaleId } from './locales.ts'

const preference = createPreference('qood.locale', ['en', 'zh'])

/** Returns the language that the reader chose, or that the browser asks for. */
export function wantedLocale(): LocaleId {
  return preference.get() ?? (/^zh\b/i.test(navigator.language) ? 'zh' : 'en')
}

/** Returns the wanted language and the function that changes it. The exported page itself is in English. */
export function useLocalePreference(): [LocaleId, (locale: LocaleId) => void] {
  const locale = useSyncExternalStore<LocaleId>(preference.subscribe, wantedLocale, () => 'en')
  return [locale, preference.set]
}
