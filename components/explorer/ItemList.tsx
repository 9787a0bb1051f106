'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ItemRow } from '../../lib/explorer/IndexRows.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Td, Tr } from '../ui/Table.tsx'
import { AddressLink } from './AddressLink.tsx'
import { IndexHint } from './IndexHint.tsx'
import { ItemLink } from './ItemLink.tsx'
import { PagedList } from './PagedList.tsx'
import { RowShield } from './RowShield.tsx'

/** Items of collections. Who owns one is read from the chain, not taken from the index; of some, many hold pieces. */
export function ItemList({ path }: { path: string }) {
  const t = useTranslations('itemList')
  return (
    <PagedList<ItemRow>
      id="item"
      title={t('title')}
      path={path}
      columns={[
        { name: t('item') },
        { name: t('collection') },
        { name: t('owner') },
        { name: t('lastMoved') },
        { name: t('proof') },
      ]}
      renderRow={(row) => <Row key={`${row.token}/${row.id}`} row={row} />}
      empty={{ title: t('noneTitle'), text: t('none') }}
    />
  )
}

function Row({ row }: { row: ItemRow }) {
  const t = useTranslations('itemList')
  const format = useFormatter()
  const block = Math.floor(row.position / 1_000_000)
  const owner = useChainQuery({
    queryKey: ['itemOwner', row.token, row.id],
    queryFn: async (client) => {
      const { readItem } = await import('../../lib/explorer/readItem.ts')
      return (await readItem(client, row.token, BigInt(row.id)))?.owner ?? null
    },
    enabled: row.owner !== null,
    staleTime: 10_000,
  })
  return (
    <Tr>
      <Td>
        <ItemLink token={row.token} id={row.id} />
      </Td>
      <Td>
        <ExplorerLink kind="token" id={row.token} title={row.token}>
          {row.symbol ?? shortenHex(row.token)}
        </ExplorerLink>
      </Td>
      <Td>
        {row.owner === null ? (
          t('pieces')
        ) : owner.data ? (
          <AddressLink address={owner.data} />
        ) : owner.data === null ? (
          '–'
        ) : (
          <Skeleton className="w-24" />
        )}
      </Td>
      <Td>
        <ExplorerLink kind="block" id={String(block)}>
          {format.number(block)}
        </ExplorerLink>
      </Td>
      <Td>{row.owner === null ? <IndexHint /> : <RowShield query={owner} />}</Td>
    </Tr>
  )
}
