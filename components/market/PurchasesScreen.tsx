'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { useMarket } from './MarketProvider.tsx'
import { Price } from './Price.tsx'

export function PurchasesScreen() {
  return <WalletGate>{(connection) => <Purchases connection={connection} />}</WalletGate>
}

export const stateTones: Record<string, Tone> = {
  waiting: 'neutral',
  drawing: 'neutral',
  paid: 'accent',
  delivered: 'accent',
  settled: 'good',
  refunded: 'warn',
}

function Purchases({ connection }: { connection: WalletConnection }) {
  const t = useTranslations('market')
  const format = useFormatter()
  const market = useMarket()
  const query = useQuery({
    queryKey: ['purchases', connection.address],
    queryFn: async () => (await (await market.api())?.readOrders({ buyer: connection.address, limit: 100 })) ?? null,
    refetchInterval: 5_000,
  })
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
  if (query.data.rows.length === 0) {
    return (
      <Card>
        <EmptyState
          title={t('noPurchases')}
          action={
            <Link href="/market" className="link">
              {t('toMarket')}
            </Link>
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
          {query.data.rows.map((row) => (
            <Tr key={row.id}>
              <Td className="min-w-44 whitespace-normal">
                <Link href={`/market/order?id=${row.id}`} className="link">
                  {row.title ?? t('untitled')}
                </Link>
              </Td>
              <Td align="right">
                <Price value={BigInt(row.price)} token={row.token} />
              </Td>
              <Td>
                <Badge tone={stateTones[row.state] ?? 'neutral'}>{t(`states.${row.state}`)}</Badge>
              </Td>
              <Td>{format.dateTime(row.time * 1000, { dateStyle: 'medium', timeStyle: 'short' })}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}
