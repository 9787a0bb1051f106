'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense } from 'react'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Card } from '../ui/Card.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { ConnectCard } from './ConnectCard.tsx'
import { useGarageView } from './GarageProvider.tsx'

// What is shown of a car comes when there is one; trips and cars come after the first paint.
const ConnectedCar = lazy(async () => ({ default: (await import('./ConnectedCar.tsx')).ConnectedCar }))
const TripsCard = lazy(async () => ({ default: (await import('./TripsCard.tsx')).TripsCard }))
const CarsCard = lazy(async () => ({ default: (await import('./CarsCard.tsx')).CarsCard }))

export function GarageScreen() {
  const t = useTranslations('garage')
  const { car } = useGarageView()
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="garage" />
      <div className="flex flex-col gap-6 *:min-w-0">
        {car ? (
          <Suspense fallback={<Waiting />}>
            <ConnectedCar car={car} />
          </Suspense>
        ) : (
          <ConnectCard />
        )}
        <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
          <Suspense fallback={<Waiting />}>
            <TripsCard />
          </Suspense>
          <Suspense fallback={<Waiting />}>
            <CarsCard />
          </Suspense>
        </div>
      </div>
    </>
  )
}

function Waiting() {
  return (
    <Card className="p-4" aria-busy>
      <Skeleton className="h-24 w-full" />
    </Card>
  )
}
