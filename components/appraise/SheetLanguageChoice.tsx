'use client'

import { useTranslations } from 'next-intl'
import { locales } from '../i18n/locales.ts'
import { Button } from '../ui/Button.tsx'
import { sheetChoices, useSheetLanguage } from './useSheetLanguage.ts'

/** English, Chinese or both; each choice is written in the language that it gives. */
export function SheetLanguageChoice() {
  const t = useTranslations('report')
  const { shown, choose } = useSheetLanguage()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    <div role="group" aria-label={t('language')} className="flex rounded-md border border-edge bg-surface">
      {sheetChoices.map((choice) => (
        <Button
          key={choice}
          size="sm"
          variant="quiet"
          aria-pressed={choice === shown}
          className="rounded-none first:rounded-l-md last:rounded-r-md aria-pressed:bg-accent-soft aria-pressed:text-accent"
          onClick={() => choose(choice)}
        >
          {locales
            .filter(({ id }) => choice === 'both' || id === choice)
            .map(({ id, name, tag }, index) => (
              <span key={id} lang={tag}>
                {index > 0 && '+ '}
                {name}
              </span>
            ))}
        </Button>
      ))}
    </div>
  )
}
