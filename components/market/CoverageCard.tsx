'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Description } from '../../lib/market/descriptionSchema.ts'
import { formatBytes } from '../data/formatBytes.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { CurveWaiting } from '../ui/CurveWaiting.tsx'
import { LineChart } from '../ui/LineChart.tsx'
import { coverageOf } from './coverage.ts'
import { useEntries } from './useEntries.ts'

const dayMs = 86_400_000

/** How much there is of which time, as the committed list of chunks says: visible without a key. */
export function CoverageCard({ description }: { description: Description }) {
  const t = useTranslations('market')
  const format = useFormatter()
  const { data, error } = useEntries(description)
  const coverage = useMemo(() => data && coverageOf(data.lengths, description.plan), [data, description])
  if (description.chunks < 2) return null
  const isOneDay = coverage !== undefined && coverage.x.at(-1)! - coverage.x[0]! < dayMs
  const isTimed = description.plan.kind === 'windows'
  return (
    <Card>
      <CardHeader
        title={t(isTimed ? 'coverageTitle' : 'coverageSizes')}
        note={coverage && t('covered', { covered: coverage.covered, total: coverage.total })}
      />
      <div className="p-4">
        {coverage ? (
          <LineChart
            label={t('coverageLabel', { covered: coverage.covered, total: coverage.total })}
            x={isTimed ? coverage.x.map((ms) => ms / 1000) : coverage.x}
            y={coverage.y}
            formatX={(at) =>
              isTimed
                ? format.dateTime(at * 1000, isOneDay ? { timeStyle: 'short' } : { month: 'short', day: 'numeric' })
                : format.number(at)
            }
            formatY={formatBytes}
          />
        ) : error ? (
          <p className="text-muted text-sm">{t('storageFailed')}</p>
        ) : (
          <CurveWaiting>{t('coverageUnread')}</CurveWaiting>
        )}
        <p className="mt-2 text-muted text-sm">{t('coverageNote')}</p>
      </div>
    </Card>
  )
}
