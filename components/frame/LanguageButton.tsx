'use client'

import { useLocale } from 'next-intl'
import { locales } from '../i18n/locales.ts'
import { useLocalePreference } from '../i18n/useLocalePreference.ts'
import { Button } from '../ui/Button.tsx'

/** Shows the name of the other language in that language, so that whoever needs it can read it. */
export function LanguageButton() {
  const locale = useLocale()
  const [, setLocale] = useLocalePreference()
  const other = locales.find((entry) => entry.id !== locale)!
  return (
    <Button variant="quiet" size="sm" lang={other.tag} onClick={() => setLocale(other.id)}>
      {other.name}
    </Button>
  )
}
