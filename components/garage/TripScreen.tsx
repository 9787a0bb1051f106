'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { Trip } from '../../lib/recording/Trip.ts'
import { useQueryId } from '../appraise/useQueryId.ts'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Progress } from '../ui/Progress.tsx'
import { FailureLine } from './FailureLine.tsx'
import { useGarageStore } from './GarageProvider.tsx'

const TripContent = lazy(async () => ({ default: (await import('./TripContent.tsx')).TripContent }))

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
        <Suspense fallback={<Opening />}>
          <TripContent trip={trip} />
        </Suspense>
      ) : (
        <Opening />
      )}
    </>
  )
}

function Opening() {
  const t = useTranslations('garage.trip')
  return (
    <Card className="p-4">
      <Progress label={t('opening')} />
    </Card>
  )
}
