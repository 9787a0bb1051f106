'use client'

import { useTranslations } from 'next-intl'
import { useRecentBlocks } from '../providers/useRecentBlocks.ts'
import { Bars } from '../ui/Bars.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'

const slots = 24

/** Transactions in the newest blocks, oldest on the left. */
export function ActivityCard() {
  const t = useTranslations('activity')
  const { recent } = useRecentBlocks(slots)
  const blocks = recent?.toReversed()
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
          slots={slots}
        />
      </div>
    </Card>
  )
}
