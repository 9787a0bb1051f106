'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense } from 'react'
import type { Account } from '../../lib/chain/readAccount.ts'
import { Shield } from '../chain/Shield.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useExplorerId } from '../frame/useExplorerId.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card } from '../ui/Card.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { AccountFacts } from './AccountFacts.tsx'
import { CoinDaysCard } from './CoinDaysCard.tsx'
import { HoldingsCard } from './HoldingsCard.tsx'
import { ItemList } from './ItemList.tsx'
import { NothingHere } from './NothingHere.tsx'
import { PieceList } from './PieceList.tsx'
import { QueryState } from './QueryState.tsx'
import { TransactionList } from './TransactionList.tsx'
import { TransferList } from './TransferList.tsx'
import { useAddressNames } from './useAddressNames.ts'
import { useSetUrlState, useUrlState } from './useUrlState.ts'

const ContractTab = lazy(async () => ({ default: (await import('../contracts/ContractTab.tsx')).ContractTab }))

export function AddressScreen() {
  const t = useTranslations('address')
  const id = useExplorerId('address')
  const nameOf = useAddressNames()
  const query = useChainQuery({
    queryKey: ['account', id],
    queryFn: async (client) => {
      const { readAccount } = await import('../../lib/chain/readAccount.ts')
      return readAccount(client, id!)
    },
    enabled: Boolean(id),
    againMs: () => 4000,
  })
  const address = query.data?.address
  const name = address && nameOf(address)
  const title = address ? (name ?? t('titleOf', { address: shortenHex(address) })) : t('title')
  return (
    <>
      <PageHeader
        title={title}
        tabTitle={title}
        purpose={t('purpose')}
        help="address"
        mark={id !== '' && <Shield proof={query.proof} />}
      />
      {id === '' ? (
        <NothingHere title={t('emptyTitle')}>{t('empty')}</NothingHere>
      ) : (
        <QueryState query={query} rows={5}>
          {(account) => <AccountView key={account.address} account={account} />}
        </QueryState>
      )}
    </>
  )
}

function AccountView({ account }: { account: Account }) {
  const t = useTranslations('address')
  const tab = useUrlState('tab')
  const setUrl = useSetUrlState()
  const { address } = account
  const path = `/addresses/${address.toLowerCase()}`
  const name = address.slice(0, 10)
  const tabs = [
    {
      id: 'transactions',
      label: t('tabs.transactions'),
      content: <TransactionList path={`${path}/transactions`} name={name} />,
    },
    { id: 'transfers', label: t('tabs.transfers'), content: <TransferList path={`${path}/transfers`} name={name} /> },
    { id: 'items', label: t('tabs.items'), content: <ItemList path={`${path}/items`} /> },
    { id: 'pieces', label: t('tabs.pieces'), content: <PieceList path={`${path}/pieces`} of="holder" /> },
    ...(account.codeSize > 0
      ? [
          {
            id: 'contract',
            label: t('tabs.contract'),
            content: (
              <Suspense fallback={<Skeleton className="m-4 w-60" />}>
                <ContractTab address={address} />
              </Suspense>
            ),
          },
        ]
      : []),
  ]
  return (
    <div className="flex flex-col gap-6">
      <Card>
        <AccountFacts account={account} />
      </Card>
      <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
        <HoldingsCard address={address} />
        <CoinDaysCard address={address} />
      </div>
      <Tabs
        label={t('tabsLabel')}
        tabs={tabs.map((one) => ({ ...one, content: <div className="pt-4">{one.content}</div> }))}
        value={tab}
        onChange={(id) =>
          setUrl({ tab: id, txBefore: undefined, txAfter: undefined, movedBefore: undefined, movedAfter: undefined })
        }
      />
    </div>
  )
}
