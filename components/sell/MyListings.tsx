'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { ListingRow } from '../../lib/market/ListingRow.ts'
import { Shield } from '../chain/Shield.tsx'
import { CheckMark } from '../market/CheckMark.tsx'
import { isLie } from '../market/isLie.ts'
import { useMarket } from '../market/MarketProvider.tsx'
import { Price } from '../market/Price.tsx'
import { RefusedRow } from '../market/RefusedRow.tsx'
import { useCheckedListing } from '../market/useCheckedListing.ts'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { useSeen } from '../ui/useSeen.ts'
import { ListingActions } from './ListingActions.tsx'

/** On a phone what these columns say stands below the title, so that the actions are in sight. */
const wide = 'max-sm:hidden'

/** The listings of this account, open and closed. */
export function MyListings({ seller }: { seller: Address }) {
  const t = useTranslations('sell')
  const market = useMarket()
  const query = useQuery({
    queryKey: ['myListings', seller],
    queryFn: async () => {
      const api = await market.api()
      if (!api) return null
      const account = seller.toLowerCase()
      const [mine, byAgents] = await Promise.all(
        [{ seller: account }, { publisher: account }].map((filter) =>
          api.searchListings({ ...filter, includesClosed: true }, { offset: 0, limit: 100 }),
        ),
      )
      return { rows: [...mine!.rows, ...byAgents!.rows.filter((row) => row.seller !== account)] }
    },
    refetchInterval: 5_000,
  })
  return (
    <Card>
      <CardHeader title={t('listings')} />
      {!query.data ? (
        <div className="p-4">{query.error ? t('indexAway') : <Skeleton className="w-1/2" />}</div>
      ) : query.data.rows.length === 0 ? (
        <EmptyState title={t('noListings')}>{t('noListingsText')}</EmptyState>
      ) : (
        <Table caption={t('listings')}>
          <thead>
            <tr>
              <Th>{t('columns.what')}</Th>
              <Th align="right" className={wide}>
                {t('columns.price')}
              </Th>
              <Th align="right" className={wide}>
                {t('columns.sold')}
              </Th>
              <Th className={wide}>{t('columns.state')}</Th>
              <Th>{t('columns.action')}</Th>
            </tr>
          </thead>
          <tbody>
            {joinListings(query.data.rows).map((row) => (
              <ListingLine key={row.id} row={row} account={seller} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}

function ListingLine({ row, account }: { row: ListingRow; account: Address }) {
  const t = useTranslations('sell')
  const isMine = row.seller === account.toLowerCase()
  const line = useRef<HTMLTableRowElement>(null)
  const check = useCheckedListing(useSeen(line) ? (row.id as Hex) : undefined, row)
  if (check.error && isLie(check.error)) {
    return (
      <RefusedRow name={check.error.name} columns={5}>
        {t('refusedListing')}
      </RefusedRow>
    )
  }
  const isOpen = check.data?.listing.isOpen ?? row.isOpen
  const price = <Price value={BigInt(row.price)} token={row.token} />
  const state = <Badge tone={isOpen ? 'good' : 'neutral'}>{t(isOpen ? 'isOpen' : 'isPaused')}</Badge>
  return (
    <Tr ref={line}>
      <Td className="min-w-32 whitespace-normal sm:min-w-44">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <PageLink href={`/market/listing?id=${row.id}`} className="link">
            <bdi>{check.data?.description.title ?? row.title ?? row.id.slice(0, 12)}</bdi>
          </PageLink>
          {check.data ? <Shield proof={check.proof} /> : <CheckMark state={check.error ? 'claimed' : 'checking'} />}
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 sm:hidden">
          {price}
          <span className="text-muted">{t('soldTimes', { count: row.sold })}</span>
          {state}
        </span>
      </Td>
      <Td align="right" className={wide}>
        {price}
      </Td>
      <Td align="right" className={wide}>
        {row.sold}
      </Td>
      <Td className={wide}>{state}</Td>
      <Td className="whitespace-normal">
        {!isMine && <p className="mb-1 text-muted text-xs">{t('byAgent')}</p>}
        <ListingActions row={{ ...row, isOpen }} account={account} isMine={isMine} />
      </Td>
    </Tr>
  )
}

/** Of each data set the listing that counts: the one for sale, else the last one; sales of all of them. */
function joinListings(rows: readonly ListingRow[]): ListingRow[] {
  const joined = new Map<string, ListingRow>()
  for (const row of rows) {
    const known = joined.get(row.dataSetId)
    const sold = row.sold + (known?.sold ?? 0)
    const counts = known && (known.isOpen || !row.isOpen) ? known : row
    joined.set(row.dataSetId, { ...counts, sold })
  }
  return [...joined.values()]
}
