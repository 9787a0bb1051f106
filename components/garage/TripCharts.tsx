'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState } from 'react'
import { recordable } from '../../lib/recording/signalInfo.ts'
import type { Trip } from '../../lib/recording/Trip.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { createTimeView } from './createTimeView.ts'
import { useSignalName } from './useSignalName.ts'

const SeriesPlot = lazy(async () => ({ default: (await import('./SeriesPlot.tsx')).SeriesPlot }))
const first = ['Vehicle.Speed', 'Vehicle.Powertrain.CombustionEngine.Speed', 'Vehicle.OBD.EngineLoad']

/** Curves of the chosen signals, in step: one cursor, one stretch of time. */
export function TripCharts({ trip }: { trip: Trip }) {
  const t = useTranslations('garage.charts')
  const name = useSignalName()
  const filled = trip.series.filter(
    ({ times, path }) => times.length > 1 && !/Latitude|Longitude|HorizontalAccuracy/.test(path),
  )
  const [chosen, setChosen] = useState<readonly string[]>(() => {
    const usual = first.filter((path) => filled.some((series) => series.path === path))
    return usual.length > 0 ? usual : filled.slice(0, 2).map(({ path }) => path)
  })
  const [view] = useState(() => createTimeView(trip.durationMs))
  const label = (path: string) => {
    const known = recordable.find((signal) => signal.path === path)
    return known ? name(known.name) : path.split('.').slice(-2).join(' ')
  }
  const toggle = (path: string) =>
    setChosen((now) => (now.includes(path) ? now.filter((each) => each !== path) : [...now, path]))
  return (
    <Card aria-label={t('title')}>
      <CardHeader
        title={t('title')}
        note={t('note')}
        action={
          <Button size="sm" onClick={() => view.set(0, trip.durationMs)}>
            {t('whole')}
          </Button>
        }
      />
      <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 pt-3 text-sm" aria-label={t('signals')}>
        {filled.map(({ path }) => (
          <li key={path}>
            <label className="flex items-center gap-1.5 py-1">
              <input
                type="checkbox"
                className="size-4 accent-(--accent)"
                checked={chosen.includes(path)}
                onChange={() => toggle(path)}
              />
              {label(path)}
            </label>
          </li>
        ))}
      </ul>
      {filled.length === 0 ? (
        <EmptyState title={t('empty')} />
      ) : (
        <div className="flex flex-col gap-2 p-4">
          {filled
            .filter(({ path }) => chosen.includes(path))
            .map((series) => (
              <figure key={series.path}>
                <figcaption className="text-sm">
                  <span className="font-semibold">{label(series.path)}</span>{' '}
                  <span className="text-muted">{series.unit}</span>
                </figcaption>
                <Suspense fallback={<Skeleton className="h-36 w-full" />}>
                  <SeriesPlot series={series} view={view} />
                </Suspense>
              </figure>
            ))}
        </div>
      )}
    </Card>
  )
}
