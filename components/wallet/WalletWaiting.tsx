'use client'

import { useTranslations } from 'next-intl'
import { Card } from '../ui/Card.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

export function WalletWaiting() {
  const t = useTranslations('wallet')
  return (
    <Card aria-busy className="flex max-w-2xl flex-col gap-4 p-5">
      <p role="status" className="sr-only">
        {t('waiting')}
      </p>
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-9 w-72 max-w-full" />
      <Skeleton className="w-56" />
    </Card>
  )
}
