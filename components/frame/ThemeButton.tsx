'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '../ui/Button.tsx'
import { themes, useTheme } from './useTheme.ts'

const icons = { system: Monitor, light: Sun, dark: Moon }

export function ThemeButton() {
  const t = useTranslations('frame')
  const [theme, setTheme] = useTheme()
  const next = themes[(themes.indexOf(theme) + 1) % themes.length]!
  const Icon = icons[theme]
  const name = t('themeButton', { now: t(`themes.${theme}`), next: t(`themes.${next}`) })
  return (
    <Button variant="quiet" size="icon" aria-label={name} title={name} onClick={() => setTheme(next)}>
      <Icon aria-hidden className="size-4.5" />
    </Button>
  )
}
