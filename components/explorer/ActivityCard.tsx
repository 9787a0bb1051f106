'use client'

import { useTranslations } from 'next-intl'
import { useHead } from '../providers/useHead.ts'
import { Bars } from '../ui/Bars.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'

/** Transactions in the newest blocks, oldest on the left. */
export function ActivityCard() {
  const t = useTranslations('activity')
  const state = useHead()
  const blocks = state.status === 'live' ? [...state.recent].reverse() : undefined
  return (
    <Card>
      <CardHeader title={t('title')} note={t('note')} />
      <div className="px-4 py-4">
        <Bars
          label={t('label')}
          bars={blocks?.map((block) => ({
            id: block.hash,
            value: block.transactionCount,
            text: t('bar', { number: block.number, count: block.transactionCount }),
          }))}
          slots={24}
        />
      </div>
    </Card>
  )
}
