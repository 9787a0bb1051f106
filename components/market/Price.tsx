'use client'

import { useTranslations } from 'next-intl'
import { Amount } from '../ui/Amount.tsx'
import { Badge } from '../ui/Badge.tsx'
import { symbolOf } from './money.ts'

export function Price({ value, token }: { value: bigint; token: string }) {
  const t = useTranslations('market')
  return value === 0n ? (
    <Badge tone="good">{t('free')}</Badge>
  ) : (
    <Amount value={value} decimals={18} unit={symbolOf(token)} />
  )
}
