'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import type { Hex } from '../../lib/bytes/hex.ts'
import { Claimed } from '../chain/Claimed.tsx'
import { NothingHere } from '../explorer/NothingHere.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { OfferForm } from './OfferForm.tsx'
import { SaleCard } from './SaleCard.tsx'
import { SaleList } from './SaleList.tsx'
import { SaleSteps } from './SaleSteps.tsx'

/** Cars for sale from owner to owner: all of them, one of them, or a new offer. */
export function SaleScreen() {
  return (
    <Suspense>
      <Sale />
    </Suspense>
  )
}

function Sale() {
  const t = useTranslations('sale')
  const params = useSearchParams()
  const id = params.get('id')
  const vehicle = params.get('vehicle')
  const title = id ? t('one') : vehicle ? t('offerTitle', { id: vehicle }) : t('title')
  return (
    <>
      <PageHeader title={title} tabTitle={title} purpose={t('purpose')} help="sale" mark={<Claimed />} />
      {id ? <OneSale id={id} /> : vehicle ? <OfferForm vehicle={vehicle} /> : <SaleList />}
    </>
  )
}

function OneSale({ id }: { id: string }) {
  const t = useTranslations('sale')
  const isId = /^0x[0-9a-f]{64}$/.test(id)
  const query = useChainQuery({
    queryKey: ['sale', id],
    queryFn: async (client) => {
      const { readSale } = await import('../../lib/appraisal/vehicleSale.ts')
      return (await readSale({ client }, id as Hex)) ?? null
    },
    enabled: isId,
    againMs: () => 5_000,
  })
  if (!isId || query.data === null) return <NothingHere title={t('missingTitle')}>{t('missing')}</NothingHere>
  return (
    <QueryState query={query} rows={8}>
      {(sale) => (
        <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[2fr_3fr]">
          <SaleCard sale={sale} />
          <SaleSteps sale={sale} />
        </div>
      )}
    </QueryState>
  )
}
