'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import { saveFile } from '../appraise/saveFile.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useMarket } from '../market/MarketProvider.tsx'
import { symbolOf } from '../market/money.ts'
import { Amount } from '../ui/Amount.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { formatStatement, shareOf } from './formatStatement.ts'

/** Every payment that this account got from a trade, whatever its part in it; each with the transaction that proves it. */
export function IncomeCard({ account }: { account: Address }) {
  const t = useTranslations('money')
  const format = useFormatter()
  const market = useMarket()
  const query = useQuery({
    queryKey: ['incomes', account],
    queryFn: async () =>
      (await (await market.api())?.readIncomes({ payee: account.toLowerCase(), limit: 200 })) ?? null,
    refetchInterval: 5_000,
  })
  const rows = query.data?.rows
  const save = () => saveFile(formatStatement(rows ?? [], window.location.origin), 'text/csv', 'qoodblock-income.csv')
  const action = rows && rows.length > 0 && (
    <Button size="sm" onClick={save}>
      {t('csv')}
    </Button>
  )
  return (
    <Card>
      <CardHeader title={t('income')} note={rows && totalsOf(rows)} action={action} />
      {!rows ? (
        <div className="p-4">{query.error ? t('indexAway') : <Skeleton className="w-1/2" />}</div>
      ) : rows.length === 0 ? (
        <EmptyState title={t('noIncome')}>{t('noIncomeText')}</EmptyState>
      ) : (
        <Table caption={t('income')}>
          <thead>
            <tr>
              <Th>{t('columns.when')}</Th>
              <Th>{t('columns.what')}</Th>
              <Th align="right">{t('columns.amount')}</Th>
              <Th align="right">{t('columns.share')}</Th>
              <Th>{t('columns.proof')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.position}>
                <Td>{format.dateTime(row.time * 1000, { dateStyle: 'medium', timeStyle: 'short' })}</Td>
                <Td className="min-w-44 whitespace-normal">
                  <Link href={`/market/listing?id=${row.listing}`} className="link">
                    {row.title ?? row.listing.slice(0, 12)}
                  </Link>
                </Td>
                <Td align="right">
                  <Amount value={BigInt(row.amount)} decimals={18} unit={symbolOf(row.token)} />
                </Td>
                <Td align="right">{format.number(shareOf(row), { style: 'percent', maximumFractionDigits: 2 })}</Td>
                <Td>
                  <ExplorerLink kind="tx" id={row.transaction}>
                    {shortenHex(row.transaction, 8, 6)}
                  </ExplorerLink>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}

function totalsOf(rows: readonly IncomeRow[]): string {
  const sums = new Map<string, bigint>()
  for (const { token, amount } of rows) sums.set(token, (sums.get(token) ?? 0n) + BigInt(amount))
  return [...sums].map(([token, sum]) => `${Number(sum / 10n ** 14n) / 10_000} ${symbolOf(token)}`).join(' · ')
}
