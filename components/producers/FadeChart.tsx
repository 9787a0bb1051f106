'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { fadeWeight } from '../../lib/explorer/fadeWeight.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { LineChart } from '../ui/LineChart.tsx'

const weeks = 104

/** What is left of a vote as time goes by, if it is not renewed. */
export function FadeChart({ halfLifeSeconds }: { halfLifeSeconds: number }) {
  const t = useTranslations('producers')
  const format = useFormatter()
  const curve = useMemo(() => {
    const points = fadeWeight(halfLifeSeconds, weeks)
    return { x: points.map(({ week }) => week), y: points.map(({ left }) => left) }
  }, [halfLifeSeconds])
  const formatX = useCallback((week: number) => t('week', { week: Math.round(week) }), [t])
  const formatY = useCallback(
    (part: number) => format.number(part, { style: 'percent', maximumFractionDigits: 0 }),
    [format],
  )
  const days = Math.round(halfLifeSeconds / 86_400)
  return (
    <Card>
      <CardHeader title={t('fade')} note={t('fadeNote', { days })} />
      <div className="p-4">
        <LineChart {...curve} formatX={formatX} formatY={formatY} label={t('fadeLabel', { days })} />
      </div>
    </Card>
  )
}
