'use client'

import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import type { IndexPage, TransactionRow } from '../../lib/explorer/IndexRows.ts'
import { RowShield } from '../explorer/RowShield.tsx'
import { useIndexQuery } from '../explorer/useIndexQuery.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { shortenHex } from '../ui/shortenHex.ts'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { AddressName } from './AddressName.tsx'
import { formatExact } from './formatExact.ts'

const few = 5

/** Gas coins that came in: they leave no event, so the index says where to look and the chain proves each. */
export function ReceivedCoins({ address }: { address: Address }) {
  const t = useTranslations('walletActivity')
  const { data } = useIndexQuery<IndexPage<TransactionRow>>({
    path: `/addresses/${address}/transactions`,
    params: { limit: 200 },
    againMs: () => 3_000,
  })
  const rows = data?.rows.filter((row) => isIncome(row, address)).slice(0, few)
  if (!rows || rows.length === 0) return null
  return (
    <section aria-label={t('coinsIn')} className="border-line border-b px-4 py-3 text-sm">
      <h3 className="font-semibold text-muted text-xs">{t('coinsIn')}</h3>
      <ul className="mt-1 flex flex-col gap-1">
        {rows.map((row) => (
          <ReceivedRow key={row.position} row={row} />
        ))}
      </ul>
    </section>
  )
}

function isIncome(row: TransactionRow, address: Address): boolean {
  const isOther = row.from.toLowerCase() !== address.toLowerCase()
  return isOther && row.to?.toLowerCase() === address.toLowerCase() && row.ok === 1 && row.value !== '0'
}

function ReceivedRow({ row }: { row: TransactionRow }) {
  const t = useTranslations('walletActivity')
  const query = useChainQuery({
    queryKey: ['checkTransaction', row],
    queryFn: async (client) => {
      const { checkTransactionRow } = await import('../../lib/explorer/checkRow.ts')
      return checkTransactionRow(client, row)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!query.data) return <li className="text-muted">{query.error ? t('coinsRefuted') : t('coinsChecking')}</li>
  return (
    <li className="flex flex-wrap items-center gap-x-4">
      <ExplorerLink kind="tx" id={row.hash} className="link font-mono">
        {shortenHex(row.hash)}
      </ExplorerLink>
      <span>
        {t('coinsFrom', { amount: formatExact(BigInt(row.value)) })} <AddressName address={row.from} />
      </span>
      <TimeAgo timestampMs={row.time * 1000} />
      <RowShield query={query} />
    </li>
  )
}
