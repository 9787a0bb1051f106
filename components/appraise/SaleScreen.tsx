'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Suspense, useRef } from 'react'
import type { SaleEvent } from '../../lib/appraisal/vehicleSale.ts'
import type { Hex } from '../../lib/bytes/hex.ts'
import { Shield } from '../chain/Shield.tsx'
import { NothingHere } from '../explorer/NothingHere.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { AppraiseTabs } from './AppraiseTabs.tsx'
import { HandRecords } from './HandRecords.tsx'
import { OfferCard } from './OfferCard.tsx'
import { OfferForm } from './OfferForm.tsx'
import { SaleCard } from './SaleCard.tsx'
import { SaleList } from './SaleList.tsx'
import { SaleSteps } from './SaleSteps.tsx'
import { SaleTalk } from './SaleTalk.tsx'
import { usePlainClient } from './usePlainClient.ts'

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
      <PageHeader title={title} tabTitle={title} purpose={t('purpose')} help="sale" />
      {!id && !vehicle && <AppraiseTabs page="sale" />}
      {id ? <OneSale id={id} /> : vehicle ? <OfferForm vehicle={vehicle} /> : <SaleList />}
    </>
  )
}

function OneSale({ id }: { id: string }) {
  const t = useTranslations('sale')
  const isId = /^0x[0-9a-f]{64}$/.test(id)
  const plain = usePlainClient()
  const proved = useRef<{ id: string; events: readonly SaleEvent[] }>({ id, events: [] })
  const query = useChainQuery({
    queryKey: ['sale', id],
    queryFn: async (client) => {
      const [{ readSale }, logs] = await Promise.all([import('../../lib/appraisal/vehicleSale.ts'), plain()])
      const events = proved.current.id === id ? proved.current.events : []
      const sale = await readSale({ client, logs, proved: events }, id as Hex)
      proved.current = { id, events: sale?.events ?? [] }
      return sale ?? null
    },
    enabled: isId,
    againMs: () => 5_000,
  })
  if (!isId || query.data === null) return <NothingHere title={t('missingTitle')}>{t('missing')}</NothingHere>
  return (
    <QueryState query={query} rows={8}>
      {(sale) => (
        <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[2fr_3fr]">
          <div className="flex flex-col gap-6 *:min-w-0">
            <OfferCard sale={sale} />
            <SaleCard sale={sale} shield={<Shield proof={query.proof} />} />
          </div>
          <div className="flex flex-col gap-6 *:min-w-0">
            <SaleSteps sale={sale} />
            <HandRecords sale={sale} />
            <SaleTalk sale={sale} />
          </div>
        </div>
      )}
    </QueryState>
  )
}
