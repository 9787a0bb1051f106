'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Table, Th } from '../ui/Table.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { useMarket } from './MarketProvider.tsx'
import { LeftOutRow, PurchaseRow } from './PurchaseRow.tsx'
import { useLeftOut } from './useLeftOut.ts'

export function PurchasesScreen() {
  return <WalletGate>{(connection) => <Purchases connection={connection} />}</WalletGate>
}

function Purchases({ connection }: { connection: WalletConnection }) {
  const t = useTranslations('market')
  const market = useMarket()
  const query = useQuery({
    queryKey: ['purchases', connection.address],
    queryFn: async () => (await (await market.api())?.readOrders({ buyer: connection.address, limit: 100 })) ?? null,
    refetchInterval: 5_000,
  })
  const leftOut = useLeftOut(connection.address, query.data?.rows)
  if (query.error) {
    return (
      <Card>
        <ErrorState title={t('indexAway')} name={query.error.name}>
          {t('indexAwayText')}
        </ErrorState>
      </Card>
    )
  }
  if (!query.data) return <Skeleton className="h-24 w-full" />
  if (query.data.rows.length + leftOut.length === 0) {
    return (
      <Card>
        <EmptyState
          title={t('noPurchases')}
          action={
            <PageLink href="/market" className="link">
              {t('toMarket')}
            </PageLink>
          }
        >
          {t('noPurchasesText')}
        </EmptyState>
      </Card>
    )
  }
  return (
    <Card>
      <Table caption={t('purchases')}>
        <thead>
          <tr>
            <Th>{t('columns.what')}</Th>
            <Th align="right">{t('columns.price')}</Th>
            <Th>{t('columns.state')}</Th>
            <Th>{t('columns.when')}</Th>
          </tr>
        </thead>
        <tbody>
          {leftOut.map((made) => (
            <LeftOutRow key={made.id} made={made} />
          ))}
          {query.data.rows.map((row) => (
            <PurchaseRow key={row.id} row={row} buyer={connection.address} />
          ))}
        </tbody>
      </Table>
    </Card>
  )
}
