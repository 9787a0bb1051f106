'use client'

import { useTranslations } from 'next-intl'
import type { Collection } from '../../lib/explorer/readCollection.ts'
import { Hash } from '../chain/Hash.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { AddressLink } from './AddressLink.tsx'
import { ItemList } from './ItemList.tsx'
import { NothingHere } from './NothingHere.tsx'
import { PieceList } from './PieceList.tsx'
import { QueryState } from './QueryState.tsx'
import { RowShield } from './RowShield.tsx'
import { TransferList } from './TransferList.tsx'
import { useUrlState } from './useUrlState.ts'

/** A collection with its items; or one item of it, where the address names one. */
export function CollectionView({ collection }: { collection: Collection }) {
  const t = useTranslations('token')
  const item = useUrlState('item')
  const path = `/tokens/${collection.address.toLowerCase()}`
  const isPieces = collection.standard === 'erc1155'
  const isItem = item !== undefined && /^\d{1,78}$/.test(item)
  return (
    <div className="flex flex-col gap-6">
      <Card>
        <Facts>
          <Fact name={t('name')}>
            <ExplorerLink kind="token" id={collection.address}>
              <bdi>{collection.name || shortenHex(collection.address)}</bdi>
            </ExplorerLink>
          </Fact>
          <Fact name={t('symbol')}>{collection.symbol || '–'}</Fact>
          <Fact name={t('standard')}>{isPieces ? t('erc1155') : 'ERC-721'}</Fact>
          <Fact name={t('contract')}>
            <Hash value={collection.address} kind="address" what={t('contract')} />
          </Fact>
        </Facts>
      </Card>
      {!isItem && <ItemList path={`${path}/items`} />}
      {isItem && isPieces && (
        <>
          <PieceFacts key={item} token={collection.address} id={item} />
          <PieceList path={`${path}/items/${item}/holders`} of="item" />
        </>
      )}
      {isItem && !isPieces && <Item key={item} token={collection.address} id={item} />}
      <TransferList
        path={`${path}/transfers`}
        {...(isItem && { params: { item } })}
        name={isItem ? `${collection.symbol || 'items'}-${item}` : collection.symbol || 'items'}
        showToken={false}
      />
    </div>
  )
}

/** An item of which many may hold pieces: where it is described. Whether it exists only its holders tell. */
function PieceFacts({ token, id }: { token: `0x${string}`; id: string }) {
  const t = useTranslations('token')
  const query = useChainQuery({
    queryKey: ['pieceUri', token, id],
    queryFn: async (client) => {
      const { readPieceUri } = await import('../../lib/explorer/readPieces.ts')
      return (await readPieceUri(client, token, BigInt(id))) ?? null
    },
    staleTime: 10_000,
  })
  return (
    <Card>
      <CardHeader title={t('itemOf', { id: shortId(id) })} action={<RowShield query={query} />} />
      <Facts>
        <Fact name={t('itemId')}>
          <span className="break-all font-mono">{id}</span>
        </Fact>
        {query.data && (
          <Fact name={t('uri')}>
            <span className="break-all font-mono text-xs">{query.data}</span>
          </Fact>
        )}
      </Facts>
    </Card>
  )
}

function shortId(id: string): string {
  return id.length > 20 ? `${id.slice(0, 10)}…` : id
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
      <CardHeader title={t('itemOf', { id: shortId(id) })} action={<RowShield query={query} />} />
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
