'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import { saveFile } from '../appraise/saveFile.ts'
import { Shield } from '../chain/Shield.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { CheckMark } from '../market/CheckMark.tsx'
import { Failure } from '../market/Failure.tsx'
import { isLie } from '../market/isLie.ts'
import { useMarket } from '../market/MarketProvider.tsx'
import { symbolOf } from '../market/money.ts'
import { RefusedRow } from '../market/RefusedRow.tsx'
import { Amount } from '../ui/Amount.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { useSeen } from '../ui/useSeen.ts'
import { useTask } from '../wallet/useTask.ts'
import { formatStatement, shareOf } from './formatStatement.ts'
import { useCheckedIncome, useStatedIncomes } from './useCheckedIncome.ts'

/** Every payment that this account got from a trade, whatever its part in it; each with the transaction that proves it. */
export function IncomeCard({ account }: { account: Address }) {
  const t = useTranslations('money')
  const market = useMarket()
  const query = useQuery({
    queryKey: ['incomes', account],
    queryFn: async () =>
      (await (await market.api())?.readIncomes({ payee: account.toLowerCase(), limit: 200 })) ?? null,
    refetchInterval: 5_000,
  })
  const rows = query.data?.rows
  const { looked, error, save } = useStatement(account)
  const action = rows && rows.length > 0 && (
    <Button size="sm" busy={looked !== undefined} onClick={() => save(rows)}>
      {looked === undefined ? t('csv') : t('csvChecking', { looked, all: rows.length })}
    </Button>
  )
  return (
    <Card>
      <CardHeader title={t('income')} note={rows && rows.length > 0 && <Totals rows={rows} />} action={action} />
      <Failure error={error} />
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
              <IncomeLine key={row.position} row={row} payee={account} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}

/** A payment as the index told it, its word until this browser has found it in the receipts. */
function IncomeLine({ row, payee }: { row: IncomeRow; payee: Address }) {
  const t = useTranslations('money')
  const format = useFormatter()
  const line = useRef<HTMLTableRowElement>(null)
  const check = useCheckedIncome(row, payee, useSeen(line))
  if (check.error && isLie(check.error)) {
    return (
      <RefusedRow name={check.error.name} columns={5}>
        {t('refusedIncome')}
      </RefusedRow>
    )
  }
  return (
    <Tr ref={line}>
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
        <span className="flex items-center gap-3">
          <ExplorerLink kind="tx" id={row.transaction}>
            {shortenHex(row.transaction, 8, 6)}
          </ExplorerLink>
          {check.data ? <Shield proof={check.proof} /> : <CheckMark state={check.error ? 'claimed' : 'checking'} />}
        </span>
      </Td>
    </Tr>
  )
}

/** Returns how to save a statement, and how many payments have been looked at while it is being made. */
function useStatement(account: Address) {
  const task = useTask()
  const checkAll = useStatedIncomes(account)
  const [looked, setLooked] = useState<number>()
  const save = (rows: readonly IncomeRow[]) =>
    task.run(async () => {
      setLooked(0)
      try {
        const statement = formatStatement(await checkAll(rows, setLooked), window.location.origin)
        saveFile(statement, 'text/csv', 'qoodblock-income.csv')
      } finally {
        setLooked(undefined)
      }
    })
  return { ...task, looked, save }
}

/** What the payments come to: the index's word, as it alone says which there are. */
function Totals({ rows }: { rows: readonly IncomeRow[] }) {
  const sums = new Map<string, bigint>()
  for (const { token, amount } of rows) sums.set(token, (sums.get(token) ?? 0n) + BigInt(amount))
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3">
      {[...sums].map(([token, sum]) => (
        <Amount key={token} value={sum} decimals={18} unit={symbolOf(token)} />
      ))}
      <CheckMark state="claimed" />
    </span>
  )
}
