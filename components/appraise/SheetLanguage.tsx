'use client'

import type { ReactNode } from 'react'
import { InLanguage } from '../i18n/InLanguage.tsx'
import { locales } from '../i18n/locales.ts'
import { SecondLanguage } from '../i18n/SecondLanguage.ts'
import { useSheetLanguage } from './useSheetLanguage.ts'

/** A sheet in the language that its address names, or in both. */
export function SheetLanguage({ children }: { children: ReactNode }) {
  const { first, second } = useSheetLanguage()
  return (
    <div lang={locales.find(({ id }) => id === first)?.tag}>
      <SecondLanguage value={second}>
        <InLanguage locale={first}>{children}</InLanguage>
      </SecondLanguage>
    </div>
  )
}
