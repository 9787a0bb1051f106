'use client'

import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Select } from '../ui/Select.tsx'
import { autoLockMinutes, blindSigning, defaultAutoLockMinutes } from './walletPreferences.ts'

const minutes = ['1', '5', '10', '30', '60'] as const

export function SettingsCard() {
  const t = useTranslations('walletSecurity')
  const limit = useSyncExternalStore(autoLockMinutes.subscribe, autoLockMinutes.get, () => undefined)
  const blind = useSyncExternalStore(blindSigning.subscribe, blindSigning.get, () => undefined)
  return (
    <Card>
      <CardHeader title={t('settings')} />
      <div className="flex flex-col gap-5 p-4">
        <Select
          label={t('autoLock')}
          value={limit ?? defaultAutoLockMinutes}
          className="max-w-56"
          options={minutes.map((value) => ({ value, label: t('minutes', { count: Number(value) }) }))}
          onChange={({ target }) => autoLockMinutes.set(target.value as (typeof minutes)[number])}
        />
        <div>
          <label className="flex items-center gap-2 font-semibold text-sm">
            <input
              type="checkbox"
              checked={blind === 'on'}
              onChange={({ target }) => blindSigning.set(target.checked ? 'on' : undefined)}
              className="size-4 accent-(--accent)"
            />
            {t('blind')}
          </label>
          <p className="mt-1 text-muted text-sm">{t('blindWhy')}</p>
        </div>
      </div>
    </Card>
  )
}
