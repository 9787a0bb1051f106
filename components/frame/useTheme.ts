'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { createPreference } from '../i18n/createPreference.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const preference = createPreference('qood.theme', ['light', 'dark'])

/** Returns the chosen theme and the function that changes it; `system` follows the machine. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore<Theme>(
    preference.subscribe,
    () => preference.get() ?? 'system',
    () => 'system',
  )
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
  return [theme, (next) => preference.set(next === 'system' ? undefined : next)]
}
