'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Token } from '../../lib/chain/readToken.ts'
import type { HoldingRow, IndexPage } from '../../lib/explorer/IndexRows.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { AddressLink } from './AddressLink.tsx'
import { IndexFailure } from './IndexFailure.tsx'
import { RowShield } from './RowShield.tsx'
import { useIndexQuery } from './useIndexQuery.ts'
import { useSetUrlState, useUrlState } from './useUrlState.ts'

const pageRows = 25

/** Who holds most: the index ranks, the balances are read from the chain. */
export function HolderList({ token }: { token: Token }) {
  const t = useTranslations('holders')
  const after = useUrlState('holdersAfter')
  const setUrl = useSetUrlState()
  const query = useIndexQuery<IndexPage<HoldingRow>>({
    path: `/tokens/${token.address.toLowerCase()}/holders`,
    params: { limit: pageRows, after },
    againMs: () => (after === undefined ? 10_000 : false),
  })
  const rows = query.data?.rows
  const next = query.data?.next
  return (
    <Card>
      <CardHeader title={t('title')} note={t('note')} />
      {query.error && !rows ? (
        <IndexFailure error={query.error} busy={query.isFetching} retry={() => query.refetch()} />
      ) : rows?.length === 0 ? (
        <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
      ) : (
        <Table caption={t('title')}>
          <thead>
            <tr>
              <Th>{t('holder')}</Th>
              <Th align="right">{t('amount')}</Th>
              <Th align="right">{t('share')}</Th>
              <Th>{t('proof')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows?.map((row) => (
              <Row key={row.holder} row={row} token={token} />
            ))}
          </tbody>
        </Table>
      )}
      {!rows && !query.error && <Skeleton className="m-4 w-60" />}
      {(after !== undefined || next !== undefined) && (
        <div className="flex gap-2 border-line border-t p-3">
          <Button size="sm" disabled={after === undefined} onClick={() => setUrl({ holdersAfter: undefined })}>
            {t('top')}
          </Button>
          <Button size="sm" disabled={next === undefined} onClick={() => setUrl({ holdersAfter: String(next) })}>
            {t('more')}
          </Button>
        </div>
      )}
    </Card>
  )
}

function Row({ row, token }: { row: HoldingRow; token: Token }) {
  const format = useFormatter()
  const balance = useChainQuery({
    queryKey: ['tokenBalance', token.address, row.holder],
    queryFn: async (client) => {
      const { readTokenBalance } = await import('../../lib/chain/readToken.ts')
      return readTokenBalance(client, token.address, row.holder)
    },
    staleTime: 5_000,
  })
  const amount = balance.data
  const share =
    amount === undefined || token.totalSupply === 0n
      ? undefined
      : Number((amount * 100_000n) / token.totalSupply) / 100_000
  return (
    <Tr>
      <Td>
        <AddressLink address={row.holder} />
      </Td>
      <Td align="right">
        {amount === undefined ? (
          <Skeleton className="w-28" />
        ) : (
          <Amount value={amount} decimals={token.decimals} unit={token.symbol} />
        )}
      </Td>
      <Td align="right">
        {share === undefined ? (
          <Skeleton className="w-12" />
        ) : (
          format.number(share, { style: 'percent', maximumFractionDigits: 2 })
        )}
      </Td>
      <Td>
        <RowShield query={balance} />
      </Td>
    </Tr>
  )
}
