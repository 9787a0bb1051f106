'use client'

import { useTranslations } from 'next-intl'
import type { Vehicle } from '../../lib/appraisal/readVehicle.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { ClaimForm } from './ClaimForm.tsx'

/** The cars of the account in use, and how to claim one. */
export function CarsCard() {
  const t = useTranslations('garage.cars')
  const { connection } = useWallet()
  return (
    <Card aria-label={t('title')}>
      <CardHeader title={t('title')} />
      {connection ? (
        <Cars address={connection.address} />
      ) : (
        <EmptyState
          title={t('emptyTitle')}
          action={
            <PageLink href="/wallet" className={buttonClass()}>
              {t('toWallet')}
            </PageLink>
          }
        >
          {t('empty')} {t('noWallet')}
        </EmptyState>
      )}
    </Card>
  )
}

const tones: Partial<Record<Vehicle['state'], Tone>> = { claimed: 'warn', confirmed: 'good', duplicate: 'bad' }

function Cars({ address }: { address: Address }) {
  const t = useTranslations('garage.cars')
  const { data, error } = useChainQuery({
    queryKey: ['carsOf', address],
    queryFn: async (client) => {
      const { readCarsOf } = await import('../../lib/appraisal/claimVehicle.ts')
      return readCarsOf(client, address)
    },
  })
  return (
    <div className="flex flex-col">
      {data ? (
        <ul className="divide-y divide-line">
          {data.map((car) => (
            <li key={String(car.id)} className="flex flex-wrap items-center justify-between gap-2 px-4 py-3 text-sm">
              <PageLink href={`/vehicle?id=${car.id}`} className="font-semibold text-accent hover:underline">
                {t('id', { id: String(car.id) })}
              </PageLink>
              <span className="text-muted">
                {car.odometerKm !== undefined && `${t('odometer', { km: car.odometerKm })}, `}
                {t('records', { count: car.records })}
              </span>
              <Badge tone={tones[car.state] ?? 'neutral'}>{t(`state.${car.state}`)}</Badge>
            </li>
          ))}
        </ul>
      ) : (
        <div className="p-4">
          <p role="status" className={error ? 'text-bad text-sm' : 'sr-only'}>
            {error ? t('failed') : t('reading')}
          </p>
          {!error && <Skeleton className="h-6 w-full" />}
        </div>
      )}
      <ClaimForm address={address} />
    </div>
  )
}
