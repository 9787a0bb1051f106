'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '../ui/Badge.tsx'

type SellerRecordProps = { sold: number; cheated: number; silent: number }

/** What the seller's past trades came to. A cheat that was proved stays in sight. */
export function SellerRecord({ sold, cheated, silent }: SellerRecordProps) {
  const t = useTranslations('market')
  if (cheated > 0) return <Badge tone="bad">{t('seller.cheated', { count: cheated })}</Badge>
  if (silent > 0) return <Badge tone="warn">{t('seller.silent', { count: silent })}</Badge>
  return <Badge tone={sold > 0 ? 'good' : 'neutral'}>{t('seller.sold', { count: sold })}</Badge>
}
