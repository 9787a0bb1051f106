'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type Coverage, lifeCoverage } from '../../lib/appraisal/lifeCoverage.ts'
import type { VehicleLife } from '../../lib/appraisal/readLife.ts'
import { yearSeconds } from '../../lib/appraisal/valuationFeatures.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { cx } from '../ui/cx.ts'
import { useNow } from '../ui/useNow.ts'

/** Which parts of a car's life anybody has written about, and which nobody has. */
export function CoverageCard({ life: { vehicle, records } }: { life: VehicleLife }) {
  const t = useTranslations('vehicle')
  const format = useFormatter()
  const now = useNow(60_000)
  if (now === undefined) return null
  const from = records.reduce((first, { happenedAt }) => Math.min(first, happenedAt), vehicle.since)
  const coverage = lifeCoverage(records, { from, to: Math.max(from + 1, Math.floor(now / 1_000)) })
  const years = Math.round((coverage.longestBlindSeconds / yearSeconds) * 10) / 10
  return (
    <Card>
      <CardHeader
        title={t('coverage')}
        note={t('known', { part: format.number(coverage.known, { style: 'percent' }) })}
      />
      <Strip coverage={coverage} />
      <p className="px-4 pb-4 text-muted text-sm">{t('coverageNote', { years })}</p>
    </Card>
  )
}

function Strip({ coverage: { spans } }: { coverage: Coverage }) {
  const t = useTranslations('vehicle')
  const format = useFormatter()
  const day = (at: number) => format.dateTime(at * 1_000, { year: 'numeric', month: 'short' })
  const nameOf = (source: Coverage['spans'][number]['source']) =>
    source === 'nothing' ? t('nothingKnown') : t(`kinds.${source}`)
  return (
    <div className="p-4">
      <ol aria-label={t('coverage')} className="flex h-6 gap-px overflow-hidden rounded-sm">
        {spans.map(({ from, to, source }) => (
          <li
            key={from}
            title={`${nameOf(source)}: ${day(from)} – ${day(to)}`}
            className={cx('min-w-0.5', source === 'nothing' ? 'bg-warn-soft' : 'bg-accent')}
            style={{ flexGrow: to - from, flexBasis: 0 }}
          >
            <span className="sr-only">
              {nameOf(source)}: {day(from)} – {day(to)}
            </span>
          </li>
        ))}
      </ol>
      <div aria-hidden className="mt-1 flex justify-between text-muted text-xs tabular">
        <span>{day(spans[0]!.from)}</span>
        <span>{day(spans.at(-1)!.to)}</span>
      </div>
    </div>
  )
}
