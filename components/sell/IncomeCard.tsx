'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import { TokenAmount } from '../chain/TokenAmount.tsx'
import { CheckMark } from '../market/CheckMark.tsx'
import { Failure } from '../market/Failure.tsx'
import { useMarket } from '../market/MarketProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { IncomePayments } from './IncomePayments.tsx'
import { IncomeSources } from './IncomeSources.tsx'
import { useStatement } from './useStatement.ts'

const rowsPerRead = 100

/** What this account got from trades, whatever its part in them: each payment with its proof, and the sums by data set. */
export function IncomeCard({ account }: { account: Address }) {
  const t = useTranslations('money')
  const { rows, error, older } = useIncomes(account)
  const tabs = rows && [
    { id: 'payments', label: t('payments'), content: <IncomePayments rows={rows} payee={account} /> },
    { id: 'sources', label: t('bySource'), content: <IncomeSources rows={rows} /> },
  ]
  return (
    <Card>
      <CardHeader
        title={t('income')}
        note={rows && rows.length > 0 && <Totals rows={rows} isAll={!older} />}
        action={rows && rows.length > 0 && <StatementButton account={account} />}
      />
      {!tabs ? (
        <div className="p-4">{error ? t('indexAway') : <Skeleton className="w-1/2" />}</div>
      ) : rows.length === 0 ? (
        <EmptyState title={t('noIncome')}>{t('noIncomeText')}</EmptyState>
      ) : (
        <Tabs label={t('income')} tabs={tabs} />
      )}
      {older && (
        <div className="p-4">
          <Button size="sm" onClick={older}>
            {t('older')}
          </Button>
        </div>
      )}
    </Card>
  )
}

/** Returns the newest payments, and how to get older ones while there are any. */
function useIncomes(account: Address) {
  const market = useMarket()
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['incomes', account],
    queryFn: async ({ pageParam }) => {
      const page = { limit: rowsPerRead, ...(pageParam && { before: pageParam }) }
      return (await (await market.api())?.readIncomes({ payee: account.toLowerCase(), ...page })) ?? null
    },
    initialPageParam: 0,
    getNextPageParam: (page) => page?.next,
    refetchInterval: 5_000,
  })
  const isThere = data !== undefined && data.pages[0] !== null
  return {
    rows: isThere ? data.pages.flatMap((page) => page?.rows ?? []) : undefined,
    error,
    older: hasNextPage ? () => void fetchNextPage() : undefined,
  }
}

function StatementButton({ account }: { account: Address }) {
  const t = useTranslations('money')
  const { busy, error, looked, save, cancel } = useStatement(account)
  return (
    <div className="flex flex-wrap items-center justify-end gap-3">
      <span role="status" className="text-muted text-sm tabular empty:hidden">
        {busy && t('csvChecking', { looked })}
      </span>
      <Button size="sm" onClick={busy ? cancel : save}>
        {t(busy ? 'csvCancel' : 'csv')}
      </Button>
      <Failure error={error} />
    </div>
  )
}

/** What the payments come to: the index's word, as it alone says which there are. */
function Totals({ rows, isAll }: { rows: readonly IncomeRow[]; isAll: boolean }) {
  const t = useTranslations('money')
  const sums = new Map<string, bigint>()
  for (const { token, amount } of rows) sums.set(token, (sums.get(token) ?? 0n) + BigInt(amount))
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3">
      {[...sums].map(([token, sum]) => (
        <TokenAmount key={token} token={token} value={sum} />
      ))}
      <span>{t(isAll ? 'inAll' : 'inNewest', { count: rows.length })}</span>
      <CheckMark state="claimed" />
    </span>
  )
}
