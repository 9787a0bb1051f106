'use client'

import { useTranslations } from 'next-intl'
import { Select } from '../ui/Select.tsx'

/** Asks for one to five stars. */
export function StarsSelect({ value, onChange }: { value: string; onChange(value: string): void }) {
  const t = useTranslations('stars')
  return (
    <Select
      label={t('label')}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      options={[5, 4, 3, 2, 1].map((count) => ({ value: `${count}`, label: t('count', { count }) }))}
    />
  )
}
