'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense } from 'react'
import { Card, CardHeader } from '../ui/Card.tsx'
import { LoadBoundary } from '../ui/LoadBoundary.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

const PulseContent = lazy(async () => ({ default: (await import('./PulseContent.tsx')).PulseContent }))

/** How lively the market is. Its code comes after the first paint, into a place that is kept free for it. */
export function PulseCard() {
  const t = useTranslations('pulse')
  return (
    <Card aria-label={t('title')}>
      <CardHeader title={t('title')} note={t('note')} />
      <div className="min-h-32">
        <LoadBoundary fallback={<p className="p-4 text-muted text-sm">{t('failed')}</p>}>
          <Suspense fallback={<Skeleton className="m-4 w-60" />}>
            <PulseContent />
          </Suspense>
        </LoadBoundary>
      </div>
    </Card>
  )
}
