'use client'

import { useTranslations } from 'next-intl'
import { PageHeader } from '../frame/PageHeader.tsx'
import { CarsCard } from './CarsCard.tsx'
import { CarTabs } from './CarTabs.tsx'
import { ConnectCard } from './ConnectCard.tsx'
import { ConnectionBar } from './ConnectionBar.tsx'
import { useGarageView } from './GarageProvider.tsx'
import { TripsCard } from './TripsCard.tsx'

export function GarageScreen() {
  const t = useTranslations('garage')
  const { car } = useGarageView()
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="garage" />
      <div className="flex flex-col gap-6 *:min-w-0">
        {car ? (
          <>
            <ConnectionBar car={car} />
            <CarTabs />
          </>
        ) : (
          <ConnectCard />
        )}
        <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
          <TripsCard />
          <CarsCard />
        </div>
      </div>
    </>
  )
}
