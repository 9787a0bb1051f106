'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Suspense, useEffect, useState } from 'react'
import { findSeries, type Trip } from '../../lib/recording/Trip.ts'
import { useQueryId } from '../appraise/useQueryId.ts'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Progress } from '../ui/Progress.tsx'
import { FailureLine } from './FailureLine.tsx'
import { useGarageStore } from './GarageProvider.tsx'
import { TripCharts } from './TripCharts.tsx'
import { TripEvents } from './TripEvents.tsx'
import { TripExport } from './TripExport.tsx'
import { TripFacts } from './TripFacts.tsx'
import { TripLog } from './TripLog.tsx'
import { TripMap } from './TripMap.tsx'

export function TripScreen() {
  return (
    <Suspense>
      <TripPage />
    </Suspense>
  )
}

type State = { trip?: Trip; failure?: Error }

function TripPage() {
  const t = useTranslations('garage.trip')
  const format = useFormatter()
  const id = useQueryId()
  const store = useGarageStore()
  const [{ trip, failure }, setState] = useState<State>({})

  useEffect(() => {
    let current = true
    if (id === '') return
    store
      .garage()
      .then((garage) => garage.openTrip({ id }))
      .then(
        (opened) => current && setState({ trip: opened }),
        (error: Error) => current && setState({ failure: error }),
      )
    return () => {
      current = false
    }
  }, [id, store])

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const when = trip && format.dateTime(trip.header.startedMs, { dateStyle: 'long', timeStyle: 'short', timeZone: zone })
  const title = trip?.header.title ?? (when ? t('titleOf', { when }) : t('title'))
  return (
    <>
      <PageHeader title={title} tabTitle={t('title')} purpose={t('purpose')} help="garage" />
      {id === '' || failure?.name === 'NotFoundError' ? (
        <Card>
          <EmptyState title={t('missingTitle')}>{t('missing')}</EmptyState>
        </Card>
      ) : failure ? (
        <Card className="p-4">
          <div role="alert">
            <FailureLine failure={failure} />
          </div>
        </Card>
      ) : trip ? (
        <TripContent trip={trip} />
      ) : (
        <Card className="p-4">
          <Progress label={t('opening')} />
        </Card>
      )}
    </>
  )
}

function TripContent({ trip }: { trip: Trip }) {
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
