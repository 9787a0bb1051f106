'use client'

import { useSearchParams } from 'next/navigation'
import { useLocale } from 'next-intl'
import { type LocaleId, locales } from '../i18n/locales.ts'

export const sheetChoices = [...locales.map(({ id }) => id), 'both'] as const
type SheetChoice = (typeof sheetChoices)[number]

/**
 * The languages of a sheet. The choice stands in the address (`lang`), so that a link and the code on a printed sheet keep
 * it; where nothing was chosen the sheet speaks as the app does.
 */
export function useSheetLanguage() {
  const spoken = useLocale()
  const asked = useSearchParams().get('lang')
  const chosen = sheetChoices.find((choice) => choice === asked)
  const first: LocaleId = chosen === undefined || chosen === 'both' ? spoken : chosen
  return {
    chosen,
    shown: chosen ?? spoken,
    first,
    second: chosen === 'both' ? locales.find(({ id }) => id !== first)?.id : undefined,
    choose(choice: SheetChoice): void {
      const place = new URL(location.href)
      place.searchParams.set('lang', choice)
      history.replaceState(null, '', place)
    },
  }
}
