'use client'

import { useTranslations } from 'next-intl'
import type { HoldingRow, IndexPage } from '../../lib/explorer/IndexRows.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { IndexFailure } from './IndexFailure.tsx'
import { RowShield } from './RowShield.tsx'
import { useIndexQuery } from './useIndexQuery.ts'
import { useToken } from './useToken.ts'

/** The tokens of an address: the index says which to look at, each balance is read from the chain. */
export function HoldingsCard({ address }: { address: string }) {
  const t = useTranslations('holdings')
  const query = useIndexQuery<IndexPage<HoldingRow>>({
    path: `/addresses/${address.toLowerCase()}/tokens`,
    params: { limit: 50 },
    againMs: () => 8_000,
  })
  const rows = query.data?.rows
  return (
    <Card>
      <CardHeader title={t('title')} note={t('note')} />
      {rows ? (
        rows.length === 0 ? (
          <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
        ) : (
          <ul className="max-h-72 divide-y divide-line overflow-y-auto" tabIndex={-1}>
            {rows.map((row) => (
              <Holding key={row.token} row={row} holder={address} />
            ))}
          </ul>
        )
      ) : query.error ? (
        <IndexFailure error={query.error} busy={query.isFetching} retry={() => query.refetch()} />
      ) : (
        <Skeleton className="m-4 w-48" />
      )}
    </Card>
  )
}

function Holding({ row, holder }: { row: HoldingRow; holder: string }) {
  const token = useToken(row.token)
  const balance = useChainQuery({
    queryKey: ['tokenBalance', row.token, holder],
    queryFn: async (client) => {
      const { readTokenBalance } = await import('../../lib/chain/readToken.ts')
      return readTokenBalance(client, row.token, holder)
    },
    againMs: () => 8_000,
  })
  return (
    <li className="flex items-center justify-between gap-4 px-4 py-2 text-sm">
      <ExplorerLink kind="token" id={row.token} title={row.token}>
        <bdi>{token.data?.name ?? shortenHex(row.token)}</bdi>
      </ExplorerLink>
      <span className="flex items-center gap-2 text-right">
        {balance.data !== undefined && token.data ? (
          <Amount value={balance.data} decimals={token.data.decimals} unit={token.data.symbol} />
        ) : balance.error ? (
          '–'
        ) : (
          <Skeleton className="w-24" />
        )}
        <RowShield query={balance} />
      </span>
    </li>
  )
}
