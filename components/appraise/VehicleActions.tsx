'use client'

import { useTranslations } from 'next-intl'
import type { VehicleLife } from '../../lib/appraisal/readLife.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { usePlainClient } from './usePlainClient.ts'

/** Where a car can be offered, appraised and bought. */
export function VehicleActions({ life: { vehicle } }: { life: VehicleLife }) {
  const t = useTranslations('vehicle')
  const plain = usePlainClient()
  const { data: sales = [] } = useChainQuery({
    queryKey: ['salesOf', String(vehicle.id), vehicle.head],
    queryFn: async (client) => {
      const [{ readSales }, logs] = await Promise.all([import('../../lib/appraisal/vehicleSale.ts'), plain()])
      return readSales({ client, logs }, vehicle.id)
    },
  })
  const running = sales.find(({ status: { state } }) => state === 'open' || state === 'funded' || state === 'disputed')
  return (
    <Card>
      <CardHeader title={t('actions')} note={running && t('onSale')} />
      <div className="flex flex-wrap gap-2 p-4">
        {running ? (
          <PageLink href={`/sale?id=${running.id}`} className={buttonClass({ variant: 'primary' })}>
            {t('seeSale')}
          </PageLink>
        ) : (
          <PageLink href={`/sale?vehicle=${vehicle.id}`} className={buttonClass({ variant: 'secondary' })}>
            {t('offer')}
          </PageLink>
        )}
        <PageLink href={`/appraisal?vehicle=${vehicle.id}`} className={buttonClass({ variant: 'secondary' })}>
          {t('order')}
        </PageLink>
      </div>
    </Card>
  )
}
