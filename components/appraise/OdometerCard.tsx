'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { VehicleLife } from '../../lib/appraisal/readLife.ts'
import type { VehicleRecord } from '../../lib/appraisal/VehicleLife.ts'
import { yearSeconds } from '../../lib/appraisal/valuationFeatures.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { cx } from '../ui/cx.ts'
import { EmptyState } from '../ui/EmptyState.tsx'

type Reading = { at: number; km: number; isRegression: boolean; number: number }

/** A stretch this long without a reading is drawn as a gap. */
const gapSeconds = 1.5 * yearSeconds

/** Every reading of the odometer over time: those that went backwards in red, long silences hatched. */
export function OdometerCard({ life }: { life: VehicleLife }) {
  const t = useTranslations('vehicle')
  const readings = life.records.filter(hasReading).map(toReading)
  return (
    <Card>
      <CardHeader title={t('odometerTitle')} note={t('readingCount', { count: readings.length })} />
      {readings.length === 0 ? (
        <EmptyState title={t('noReadingsTitle')}>{t('noReadings')}</EmptyState>
      ) : (
        <Plot readings={readings} />
      )}
    </Card>
  )
}

function Plot({ readings }: { readings: readonly Reading[] }) {
  const t = useTranslations('vehicle')
  const format = useFormatter()
  const first = readings[0]!.at
  const span = Math.max(1, readings.at(-1)!.at - first)
  const top = Math.max(1, ...readings.map(({ km }) => km)) * 1.1
  const place = ({ at, km }: Reading) => ({ x: (100 * (at - first)) / span, y: 100 - (100 * km) / top })
  const good = readings.filter(({ isRegression }) => !isRegression).map(place)
  const day = (at: number) => format.dateTime(at * 1_000, { dateStyle: 'medium' })
  return (
    <figure className="p-4">
      <figcaption className="sr-only">
        {t('odometerLabel', { count: readings.length, backwards: readings.filter((r) => r.isRegression).length })}
      </figcaption>
      <div aria-hidden className="mb-1 text-muted text-xs tabular">
        {t('km', { km: format.number(Math.round(top)) })}
      </div>
      <div className="relative mx-1 h-40 border-line border-b border-l">
        {gapsOf(readings).map(({ from, to }) => (
          <span
            key={from}
            title={t('gap', { from: day(from), to: day(to) })}
            className="absolute inset-y-0 bg-warn-soft"
            style={{ left: `${(100 * (from - first)) / span}%`, width: `${(100 * (to - from)) / span}%` }}
          />
        ))}
        <svg
          aria-hidden
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          <polyline
            points={good.map(({ x, y }) => `${x},${y}`).join(' ')}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            vectorEffect="non-scaling-stroke"
            className="text-accent"
          />
        </svg>
        <ol>
          {readings.map((reading) => (
            <li
              key={reading.number}
              title={`${day(reading.at)}: ${t('km', { km: format.number(reading.km) })}`}
              className={cx(
                'absolute size-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-surface',
                reading.isRegression ? 'bg-bad' : 'bg-accent',
              )}
              style={{ left: `${place(reading).x}%`, top: `${place(reading).y}%` }}
            >
              <span className="sr-only">
                {day(reading.at)}: {t('km', { km: format.number(reading.km) })} {reading.isRegression && t('backwards')}
              </span>
            </li>
          ))}
        </ol>
      </div>
      <div aria-hidden className="mt-1 flex justify-between text-muted text-xs tabular">
        <span>{day(first)}</span>
        <span>{day(readings.at(-1)!.at)}</span>
      </div>
    </figure>
  )
}

function gapsOf(readings: readonly Reading[]): { from: number; to: number }[] {
  return readings.slice(1).flatMap((reading, index) => {
    const from = readings[index]!.at
    return reading.at - from > gapSeconds ? [{ from, to: reading.at }] : []
  })
}

function hasReading(record: VehicleRecord): record is VehicleRecord & { odometerKm: number } {
  return record.odometerKm !== undefined
}

function toReading({ number, happenedAt, odometerKm, isRegression }: VehicleRecord & { odometerKm: number }): Reading {
  return { number, at: happenedAt, km: odometerKm, isRegression }
}
