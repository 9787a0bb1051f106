'use client'

import { useTranslations } from 'next-intl'
import { TokenAmount } from '../chain/TokenAmount.tsx'
import { Badge } from '../ui/Badge.tsx'

export function Price({ value, token }: { value: bigint; token: string }) {
  const t = useTranslations('market')
  return value === 0n ? <Badge tone="good">{t('free')}</Badge> : <TokenAmount token={token} value={value} />
}
