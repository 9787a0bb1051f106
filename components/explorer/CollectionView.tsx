'use client'

import { useTranslations } from 'next-intl'
import type { Collection } from '../../lib/explorer/readCollection.ts'
import { Hash } from '../chain/Hash.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { AddressLink } from './AddressLink.tsx'
import { ItemList } from './ItemList.tsx'
import { NothingHere } from './NothingHere.tsx'
import { QueryState } from './QueryState.tsx'
import { RowShield } from './RowShield.tsx'
import { TransferList } from './TransferList.tsx'
import { useUrlState } from './useUrlState.ts'

/** A collection with its items; or one item of it, where the address names one. */
export function CollectionView({ collection }: { collection: Collection }) {
  const t = useTranslations('token')
  const item = useUrlState('item')
  const path = `/tokens/${collection.address.toLowerCase()}`
  const isItem = item !== undefined && /^\d{1,78}$/.test(item)
  return (
    <div className="flex flex-col gap-6">
      <Card>
        <Facts>
          <Fact name={t('name')}>
            <ExplorerLink kind="token" id={collection.address}>
              {collection.name}
            </ExplorerLink>
          </Fact>
          <Fact name={t('symbol')}>{collection.symbol}</Fact>
          <Fact name={t('standard')}>ERC-721</Fact>
          <Fact name={t('contract')}>
            <Hash value={collection.address} kind="address" what={t('contract')} />
          </Fact>
        </Facts>
      </Card>
      {isItem ? <Item key={item} token={collection.address} id={item} /> : <ItemList path={`${path}/items`} />}
      <TransferList
        path={`${path}/transfers`}
        {...(isItem && { params: { item } })}
        name={isItem ? `${collection.symbol}-${item}` : collection.symbol}
        showToken={false}
      />
    </div>
  )
}

function Item({ token, id }: { token: `0x${string}`; id: string }) {
  const t = useTranslations('token')
  const query = useChainQuery({
    queryKey: ['item', token, id],
    queryFn: async (client) => {
      const { readItem } = await import('../../lib/explorer/readItem.ts')
      return (await readItem(client, token, BigInt(id))) ?? null
    },
    againMs: () => 5_000,
  })
  if (query.data === null) return <NothingHere title={t('noItemTitle')}>{t('noItem', { id })}</NothingHere>
  return (
    <Card>
      <CardHeader
        title={t('itemOf', { id: id.length > 20 ? `${id.slice(0, 10)}…` : id })}
        action={<RowShield query={query} />}
      />
      <QueryState query={query} rows={2}>
        {(item) => (
          <Facts>
            <Fact name={t('itemId')}>
              <span className="break-all font-mono">{id}</span>
            </Fact>
            <Fact name={t('owner')}>
              <AddressLink address={item.owner} />
            </Fact>
            {item.uri && (
              <Fact name={t('uri')}>
                <span className="break-all font-mono text-xs">{item.uri}</span>
              </Fact>
            )}
          </Facts>
        )}
      </QueryState>
    </Card>
  )
}
