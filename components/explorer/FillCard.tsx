'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { Shield } from '../chain/Shield.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { LineChart } from '../ui/LineChart.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

const blocks = 300

/** How much of each block's room was used, over the newest blocks. */
export function FillCard() {
  const t = useTranslations('fill')
  const format = useFormatter()
  const query = useChainQuery({
    queryKey: ['fill'],
    queryFn: async (client) => {
      const { readFill } = await import('../../lib/chain/readFill.ts')
      return readFill(client, blocks)
    },
    againMs: () => 5000,
  })
  const curve = useMemo(
    () => query.data && { x: query.data.map(({ number }) => number), y: query.data.map(({ fill }) => fill) },
    [query.data],
  )
  const formatX = useCallback((value: number) => format.number(value), [format])
  const formatY = useCallback(
    (value: number) => format.number(value, { style: 'percent', maximumSignificantDigits: 2 }),
    [format],
  )
  return (
    <Card>
      <CardHeader title={t('title')} note={t('note', { blocks })} action={<Shield proof={query.proof} />} />
      <div className="min-h-61 p-4">
        {curve ? (
          <LineChart
            {...curve}
            formatX={formatX}
            formatY={formatY}
            label={t('label', { highest: formatY(Math.max(0, ...curve.y)) })}
          />
        ) : query.error ? (
          <ErrorState title={t('failed')} name={query.error.name} />
        ) : (
          <Skeleton className="h-48 w-full" />
        )}
      </div>
    </Card>
  )
}
