'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useQueryId } from '../appraise/useQueryId.ts'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Select } from '../ui/Select.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { AgreementForm } from './AgreementForm.tsx'
import { MakerSide } from './MakerSide.tsx'
import { SellTabs } from './SellTabs.tsx'
import { useMyCars } from './useMyCars.ts'

/** What owner and maker of a car agree about its data: both sides of the table. */
export function AgreementScreen() {
  const t = useTranslations('agreement')
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="market" />
      <SellTabs page="agreement" />
      <WalletGate>{(connection) => <Sides connection={connection} />}</WalletGate>
    </>
  )
}

function Sides({ connection }: { connection: WalletConnection }) {
  const t = useTranslations('agreement')
  const wanted = useQueryId()
  const cars = useMyCars(connection.address)
  const [chosen, setChosen] = useState(wanted)
  const draft = typeof window === 'undefined' ? '' : window.location.hash.slice(1)
  if (draft !== '') return <MakerSide draft={draft} connection={connection} />
  if (!cars.data) return <Skeleton className="mt-6 h-24 w-full" />
  if (cars.data.length === 0) {
    return (
      <Card className="mt-6">
        <EmptyState title={t('noCars')}>{t('noCarsText')}</EmptyState>
      </Card>
    )
  }
  const car = cars.data.find(({ vehicleId }) => String(vehicleId) === chosen) ?? cars.data[0]!
  return (
    <div className="mt-6 flex flex-col gap-6">
      <Select
        label={t('car')}
        value={String(car.vehicleId)}
        onChange={({ target }) => setChosen(target.value)}
        options={cars.data.map(({ vehicleId }) => ({
          value: String(vehicleId),
          label: t('carNumber', { id: String(vehicleId) }),
        }))}
        className="max-w-sm"
      />
      <AgreementForm key={String(car.vehicleId)} car={car} />
    </div>
  )
}
