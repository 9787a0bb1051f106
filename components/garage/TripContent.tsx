'use client'

import { useTranslations } from 'next-intl'
import { findSeries, type Trip } from '../../lib/recording/Trip.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TripCharts } from './TripCharts.tsx'
import { TripEvents } from './TripEvents.tsx'
import { TripExport } from './TripExport.tsx'
import { TripFacts } from './TripFacts.tsx'
import { TripLog } from './TripLog.tsx'
import { TripMap } from './TripMap.tsx'

/** Everything that is known of a trip. */
export function TripContent({ trip }: { trip: Trip }) {
  const t = useTranslations('garage.trip')
  const hasTrack = (findSeries(trip, 'Vehicle.CurrentLocation.Latitude')?.times.length ?? 0) > 1
  return (
    <div className="flex flex-col gap-6 *:min-w-0">
      <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
        <Card aria-label={t('track')}>
          <CardHeader title={t('track')} note={t('trackNote')} />
          {hasTrack ? <TripMap trip={trip} /> : <EmptyState title={t('noTrackTitle')}>{t('noTrack')}</EmptyState>}
        </Card>
        <TripFacts trip={trip} />
      </div>
      <TripCharts trip={trip} />
      <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
        <TripEvents trip={trip} />
        <TripExport trip={trip} />
      </div>
      <TripLog id={trip.header.id} />
    </div>
  )
}
