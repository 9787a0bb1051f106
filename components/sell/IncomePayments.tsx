'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import { Shield } from '../chain/Shield.tsx'
import { TokenAmount } from '../chain/TokenAmount.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { CheckMark } from '../market/CheckMark.tsx'
import { isLie } from '../market/isLie.ts'
import { useMarket } from '../market/MarketProvider.tsx'
import { RefusedRow } from '../market/RefusedRow.tsx'
import { type ChainQueryResult, useChainQuery } from '../providers/useChainQuery.ts'
import { PageLink } from '../ui/PageLink.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { useSeen } from '../ui/useSeen.ts'
import { checkIncome } from './checkIncome.ts'
import { shareOf } from './formatStatement.ts'

/** Payments, newest first, each with the transaction that proves it. */
export function IncomePayments({ rows, payee }: { rows: readonly IncomeRow[]; payee: Address }) {
  const t = useTranslations('money')
  return (
    <Table caption={t('payments')}>
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
          <IncomeLine key={row.position} row={row} payee={payee} />
        ))}
      </tbody>
    </Table>
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
        <PageLink href={`/market/listing?id=${row.listing}`} className="link">
          <bdi>{row.title ?? row.listing.slice(0, 12)}</bdi>
        </PageLink>
      </Td>
      <Td align="right">
        <TokenAmount token={row.token} value={BigInt(row.amount)} />
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

function useCheckedIncome(row: IncomeRow, payee: Address, isWanted: boolean): ChainQueryResult<true> {
  const market = useMarket()
  return useChainQuery({
    queryKey: ['checkedIncome', payee, row],
    queryFn: async (client) => {
      await checkIncome({ client, market, row, payee })
      return true as const
    },
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
