'use client'

import { useTranslations } from 'next-intl'
import type { Token } from '../../lib/chain/readToken.ts'
import { Hash } from '../chain/Hash.tsx'
import { Shield } from '../chain/Shield.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useExplorerId } from '../frame/useExplorerId.ts'
import { Amount } from '../ui/Amount.tsx'
import { Card } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { CollectionView } from './CollectionView.tsx'
import { HolderList } from './HolderList.tsx'
import { HolderLookup } from './HolderLookup.tsx'
import { NothingHere } from './NothingHere.tsx'
import { QueryState } from './QueryState.tsx'
import { TransferList } from './TransferList.tsx'
import { useCollection } from './useCollection.ts'
import { useToken } from './useToken.ts'
import { useSetUrlState, useUrlState } from './useUrlState.ts'

/** A token: an ERC-20 with its holders, or a collection with its items. */
export function TokenScreen() {
  const t = useTranslations('token')
  const id = useExplorerId('token')
  const token = useToken(id)
  const collection = useCollection(token.data === null ? id : undefined)
  const known = token.data ?? collection.data
  const title = known?.name ? t('titleOf', { name: known.name, symbol: known.symbol }) : t('title')
  const { proof } = token.data === null && id !== undefined ? collection : token
  const isMissing = token.data === null && collection.data === null
  return (
    <>
      <PageHeader
        title={title}
        tabTitle={title}
        purpose={t('purpose')}
        help="token"
        mark={id !== '' && <Shield proof={proof} />}
      />
      {id === '' ? (
        <NothingHere title={t('emptyTitle')}>{t('empty')}</NothingHere>
      ) : isMissing ? (
        <NothingHere title={t('missingTitle')}>{t('missing', { address: id ?? '' })}</NothingHere>
      ) : token.data === null ? (
        <QueryState query={collection} rows={4}>
          {(found) => <CollectionView key={found.address} collection={found} />}
        </QueryState>
      ) : (
        <QueryState query={token} rows={5}>
          {(found) => <TokenView key={found.address} token={found} />}
        </QueryState>
      )}
    </>
  )
}

function TokenView({ token }: { token: Token }) {
  const t = useTranslations('token')
  const tab = useUrlState('tab')
  const setUrl = useSetUrlState()
  const path = `/tokens/${token.address.toLowerCase()}`
  const tabs = [
    {
      id: 'transfers',
      label: t('tabs.transfers'),
      content: <TransferList path={`${path}/transfers`} name={token.symbol} showToken={false} />,
    },
    { id: 'holders', label: t('tabs.holders'), content: <HolderList token={token} /> },
  ]
  return (
    <div className="flex flex-col gap-6">
      <Card>
        <Facts>
          <Fact name={t('name')}>{token.name}</Fact>
          <Fact name={t('symbol')}>{token.symbol}</Fact>
          <Fact name={t('decimals')}>{token.decimals}</Fact>
          <Fact name={t('supply')}>
            <Amount value={token.totalSupply} decimals={token.decimals} unit={token.symbol} />
          </Fact>
          <Fact name={t('contract')}>
            <Hash value={token.address} kind="address" what={t('contract')} />
          </Fact>
        </Facts>
      </Card>
      <HolderLookup token={token} />
      <Tabs
        label={t('tabsLabel')}
        tabs={tabs.map((one) => ({ ...one, content: <div className="pt-4">{one.content}</div> }))}
        value={tab}
        onChange={(chosen) => setUrl({ tab: chosen, movedBefore: undefined, movedAfter: undefined })}
      />
    </div>
  )
}
