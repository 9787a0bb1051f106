'use client'

import { useTranslations } from 'next-intl'
import { Hash } from '../chain/Hash.tsx'
import { Shield } from '../chain/Shield.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useExplorerId } from '../frame/useExplorerId.ts'
import { Amount } from '../ui/Amount.tsx'
import { Card } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { HolderLookup } from './HolderLookup.tsx'
import { NothingHere } from './NothingHere.tsx'
import { QueryState } from './QueryState.tsx'
import { TransferTable } from './TransferTable.tsx'
import { useToken } from './useToken.ts'

export function TokenScreen() {
  const t = useTranslations('token')
  const id = useExplorerId('token')
  const query = useToken(id)
  const title = query.data ? t('titleOf', { name: query.data.name, symbol: query.data.symbol }) : t('title')
  return (
    <>
      <PageHeader
        title={title}
        tabTitle={title}
        purpose={t('purpose')}
        help="token"
        mark={<Shield proof={query.proof} />}
      />
      {id === '' ? (
        <NothingHere title={t('emptyTitle')}>{t('empty')}</NothingHere>
      ) : query.data === null ? (
        <NothingHere title={t('missingTitle')}>{t('missing', { address: id ?? '' })}</NothingHere>
      ) : (
        <QueryState query={query} rows={5}>
          {(token) => (
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
              <TransferTable token={token} />
            </div>
          )}
        </QueryState>
      )}
    </>
  )
}
