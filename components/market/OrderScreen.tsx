'use client'

import { useTranslations } from 'next-intl'
import type { Hex } from '../../lib/bytes/hex.ts'
import { useQueryId } from '../appraise/useQueryId.ts'
import { Shield } from '../chain/Shield.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { DeliveryNote } from './DeliveryNote.tsx'
import { MarketTabs } from './MarketTabs.tsx'
import { OpenPanel } from './OpenPanel.tsx'
import { OrderState } from './OrderState.tsx'
import { Receipt } from './Receipt.tsx'
import { usePurchase } from './usePurchase.ts'

/** One purchase: what happens now, the data once it is there, and the receipt. */
export function OrderScreen() {
  const t = useTranslations('market')
  const id = useQueryId()
  const isId = /^0x[0-9a-f]{64}$/.test(id)
  const query = usePurchase(isId ? (id as Hex) : undefined)
  const title = query.data?.description.title ?? t('order')
  return (
    <>
      <PageHeader
        title={title}
        tabTitle={title}
        purpose={t('orderPurpose')}
        help="market"
        mark={id !== '' && <Shield proof={query.proof} />}
      />
      <MarketTabs page={undefined} />
      {!isId || query.data === null ? (
        <Card>
          <EmptyState title={t('noOrder')}>{t('noOrderText')}</EmptyState>
        </Card>
      ) : query.error?.name === 'Market.ForgedOrderError' ? (
        <Card>
          <ErrorState title={t('forgedOrder')} name={query.error.name}>
            {t('refusedOrder')}
          </ErrorState>
        </Card>
      ) : (
        <QueryState query={query} rows={6}>
          {(purchase) => (
            <div className="flex flex-col gap-6">
              <OrderState purchase={purchase} />
              <DeliveryNote purchase={purchase} />
              {purchase.deliveries.size > 0 && <OpenPanel key={purchase.id} purchase={purchase} />}
              <Receipt purchase={purchase} />
            </div>
          )}
        </QueryState>
      )}
    </>
  )
}
