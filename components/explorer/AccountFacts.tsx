'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Account } from '../../lib/chain/readAccount.ts'
import type { AddressCounts, ContractRow, IndexPage } from '../../lib/explorer/IndexRows.ts'
import { Hash } from '../chain/Hash.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { Amount } from '../ui/Amount.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { AddressLink } from './AddressLink.tsx'
import { IndexHint } from './IndexHint.tsx'
import { QdtFact } from './QdtFact.tsx'
import { useAddressNames } from './useAddressNames.ts'
import { useIndexQuery } from './useIndexQuery.ts'

/** What the chain keeps of an address, and what the index counts. */
export function AccountFacts({ account }: { account: Account }) {
  const t = useTranslations('address')
  const format = useFormatter()
  const name = useAddressNames()(account.address)
  return (
    <Facts>
      <Fact name={t('address')}>
        <Hash value={account.address} what={t('address')} />
      </Fact>
      <Fact name={t('kind')}>
        <span className="flex flex-wrap items-center gap-2">
          {account.codeSize > 0 ? t('contract', { size: format.number(account.codeSize) }) : t('person')}
          {name && <Badge tone="accent">{name}</Badge>}
        </span>
      </Fact>
      <QdtFact address={account.address} />
      <Fact name={t('balance')}>
        <Amount value={account.balance} decimals={18} unit={t('unit')} />
      </Fact>
      <Fact name={t('nonce')}>{format.number(account.nonce)}</Fact>
      <Counts address={account.address} />
      {account.codeSize > 0 && <Creator address={account.address} />}
      {account.codeSize > 0 && (
        <Fact name={t('asToken')}>
          <ExplorerLink kind="token" id={account.address}>
            {t('openToken')}
          </ExplorerLink>
        </Fact>
      )}
    </Facts>
  )
}

function Counts({ address }: { address: string }) {
  const t = useTranslations('address')
  const format = useFormatter()
  const { data } = useIndexQuery<AddressCounts>({ path: `/addresses/${address}`, againMs: () => 8_000 })
  if (data?.first == null) return null
  return (
    <Fact name={t('history')}>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {t('counts', { transactions: data.transactions, transfers: data.transfers })}{' '}
        <ExplorerLink kind="block" id={String(data.first)}>
          {t('firstSeen', { block: format.number(data.first) })}
        </ExplorerLink>
        <IndexHint />
      </span>
    </Fact>
  )
}

function Creator({ address }: { address: string }) {
  const t = useTranslations('address')
  const { data } = useIndexQuery<IndexPage<ContractRow>>({ path: '/contracts', params: { address, limit: 1 } })
  const made = data?.rows[0]
  if (!made) return null
  return (
    <Fact name={t('madeBy')}>
      <AddressLink address={made.creator} />{' '}
      <ExplorerLink kind="tx" id={made.transaction} className="link font-mono">
        {shortenHex(made.transaction)}
      </ExplorerLink>
    </Fact>
  )
}
