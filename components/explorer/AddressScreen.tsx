'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Account } from '../../lib/chain/readAccount.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { Hash } from '../chain/Hash.tsx'
import { Shield } from '../chain/Shield.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useExplorerId } from '../frame/useExplorerId.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Card } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { NothingHere } from './NothingHere.tsx'
import { QdtFact } from './QdtFact.tsx'
import { QueryState } from './QueryState.tsx'

export function AddressScreen() {
  const t = useTranslations('address')
  const id = useExplorerId('address')
  const query = useChainQuery({
    queryKey: ['account', id],
    queryFn: async (client) => {
      const { readAccount } = await import('../../lib/chain/readAccount.ts')
      return readAccount(client, id!)
    },
    enabled: Boolean(id),
    againMs: () => 4000,
  })
  const title = query.data ? t('titleOf', { address: shortenHex(query.data.address) }) : t('title')
  return (
    <>
      <PageHeader
        title={title}
        tabTitle={title}
        purpose={t('purpose')}
        help="address"
        mark={<Shield proof={query.proof} />}
      />
      {id === '' ? (
        <NothingHere title={t('emptyTitle')}>{t('empty')}</NothingHere>
      ) : (
        <QueryState query={query} rows={5}>
          {(account) => <AccountFacts account={account} />}
        </QueryState>
      )}
    </>
  )
}

function AccountFacts({ account }: { account: Account }) {
  const t = useTranslations('address')
  const format = useFormatter()
  const system = systemName(account.address)
  return (
    <Card>
      <Facts>
        <Fact name={t('address')}>
          <Hash value={account.address} what={t('address')} />
        </Fact>
        <Fact name={t('kind')}>
          <span className="flex flex-wrap items-center gap-2">
            {account.codeSize > 0 ? t('contract', { size: format.number(account.codeSize) }) : t('person')}
            {system && <Badge tone="accent">{t(`system.${system}`)}</Badge>}
          </span>
        </Fact>
        <QdtFact address={account.address} />
        <Fact name={t('balance')}>
          <Amount value={account.balance} decimals={18} unit={t('unit')} />
        </Fact>
        <Fact name={t('nonce')}>{format.number(account.nonce)}</Fact>
        {account.codeSize > 0 && (
          <Fact name={t('asToken')}>
            <ExplorerLink kind="token" id={account.address}>
              {t('openToken')}
            </ExplorerLink>
          </Fact>
        )}
      </Facts>
    </Card>
  )
}

function systemName(address: string): keyof typeof systemContracts | undefined {
  const names = Object.keys(systemContracts) as (keyof typeof systemContracts)[]
  return names.find((name) => systemContracts[name] === address.toLowerCase())
}
