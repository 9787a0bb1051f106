'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import { TokenAmount } from '../chain/TokenAmount.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { shareOf } from './formatStatement.ts'
import { groupIncomes } from './groupIncomes.ts'

/** What each data set has brought, and which part that is of what its buyers paid. */
export function IncomeSources({ rows }: { rows: readonly IncomeRow[] }) {
  const t = useTranslations('money')
  const format = useFormatter()
  return (
    <Table caption={t('bySource')}>
      <thead>
        <tr>
          <Th>{t('columns.what')}</Th>
          <Th align="right">{t('columns.payments')}</Th>
          <Th align="right">{t('columns.amount')}</Th>
          <Th align="right">{t('columns.share')}</Th>
        </tr>
      </thead>
      <tbody>
        {groupIncomes(rows).map(({ dataSetId, listing, title, token, count, amount, price }) => (
          <Tr key={`${dataSetId} ${token}`}>
            <Td className="min-w-44 whitespace-normal">
              <PageLink href={`/market/listing?id=${listing}`} className="link">
                <bdi>{title ?? listing.slice(0, 12)}</bdi>
              </PageLink>
            </Td>
            <Td align="right">{format.number(count)}</Td>
            <Td align="right">
              <TokenAmount token={token} value={amount} />
            </Td>
            <Td align="right">
              {format.number(shareOf({ amount: String(amount), price: String(price) }), {
                ...{ style: 'percent', maximumFractionDigits: 2 },
              })}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
