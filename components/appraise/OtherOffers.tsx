'use client'

import { useTranslations } from 'next-intl'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { PageLink } from '../ui/PageLink.tsx'
import { usePlainClient } from './usePlainClient.ts'

/** The way to the next and the last offer of the same car: an accepted bid is a new one. */
export function OtherOffers({ sale: { id, terms, status } }: { sale: VehicleSale }) {
  const t = useTranslations('sale')
  const plain = usePlainClient()
  const { data: sales = [] } = useChainQuery({
    queryKey: ['salesOf', String(terms.vehicleId), status.state],
    queryFn: async (client) => {
      const [{ readSales }, logs] = await Promise.all([import('../../lib/appraisal/vehicleSale.ts'), plain()])
      return readSales({ client, logs }, terms.vehicleId)
    },
    againMs: () => 10_000,
  })
  const at = sales.findIndex((other) => other.id === id)
  const newer = at > 0 ? sales[0] : undefined
  const older = at >= 0 ? sales.slice(at + 1).find((other) => other.terms.seller === terms.seller) : undefined
  if (!newer && !older) return null
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 border-line border-t px-4 py-3 text-sm">
      {newer && (
        <PageLink href={`/sale?id=${newer.id}`} className="font-semibold text-accent underline">
          {t('newerOffer')}
        </PageLink>
      )}
      {older && (
        <PageLink href={`/sale?id=${older.id}`} className="text-accent underline">
          {t('olderOffer')}
        </PageLink>
      )}
    </p>
  )
}
