'use client'

import { ArrowDownLeft, ArrowUpRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { chainTokens, type TokenName } from '../../lib/chain/chainTokens.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { Shield } from '../chain/Shield.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { Button } from '../ui/Button.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card } from '../ui/Card.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { splitAmount } from '../ui/splitAmount.ts'
import { formatExact } from './formatExact.ts'
import { useBalances, useHoldings } from './useHoldings.ts'

/** What the account holds. A dash stands for what is not known: never a zero. */
export function BalanceCard({ address }: { address: Address }) {
  const t = useTranslations('walletOverview')
  const { data, error, isFetching, refetch, proof } = useHoldings(address)
  return (
    <Card aria-label={t('balance')} className="flex flex-col gap-4 p-5">
      <div>
        <div className="flex items-center justify-between gap-2">
          <h2 className="font-semibold text-muted text-sm">{t('qdt')}</h2>
          <Shield proof={proof} />
        </div>
        <BigAmount value={data?.qdt} />
      </div>
      <OtherBalances address={address} coinWei={data?.coinWei} />
      {error && !data && (
        <p role="alert" className="flex flex-wrap items-center gap-3 text-bad text-sm">
          {t('readFailed')}
          <Button size="sm" busy={isFetching} onClick={() => refetch()}>
            {t('retry')}
          </Button>
        </p>
      )}
      <div className="mt-auto flex flex-wrap gap-2">
        <PageLink href="/wallet/send" className={buttonClass({ variant: 'primary' })}>
          <ArrowUpRight aria-hidden className="size-4" />
          {t('send')}
        </PageLink>
        <PageLink href="/wallet/receive" className={buttonClass()}>
          <ArrowDownLeft aria-hidden className="size-4" />
          {t('receive')}
        </PageLink>
      </div>
    </Card>
  )
}

/** Everything but QDT: what the account has, and the tokens that everybody meets here even without having any. */
function OtherBalances({ address, coinWei }: { address: Address; coinWei: bigint | undefined }) {
  const t = useTranslations('walletOverview')
  const { data, proof } = useBalances(address)
  const others = data?.filter(({ token, balance }) => token !== chainTokens[0] && (balance > 0n || isCommon(token)))
  return (
    <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1 text-sm">
      {others?.map(({ token, balance }) => (
        <div key={token.address} className="contents">
          <dt className="text-muted">
            <ExplorerLink kind="token" id={token.address} className="hover:underline">
              {token.symbol}
            </ExplorerLink>
          </dt>
          <dd className="break-all font-semibold tabular">
            {formatExact(balance, token.decimals)} <Shield proof={proof} look="icon" />
          </dd>
        </div>
      ))}
      <dt className="text-muted">{t('coin')}</dt>
      <dd className="font-semibold tabular">
        {coinWei === undefined ? '—' : formatExact(coinWei)}{' '}
        <span className="font-normal text-muted">({t('coinNote')})</span>
      </dd>
    </dl>
  )
}

const common: readonly string[] = [systemContracts.qdd, systemContracts.auc]
const isCommon = ({ address }: TokenName) => common.includes(address)

function BigAmount({ value }: { value: bigint | undefined }) {
  if (value === undefined) return <p className="font-extrabold text-3xl text-muted sm:text-4xl">—</p>
  const { whole, fraction } = splitAmount(value, 18)
  return (
    <p className="break-all font-extrabold text-3xl tabular tracking-tight sm:text-4xl">
      {whole}
      {fraction && <span className="font-semibold text-lg text-muted tracking-normal">.{fraction}</span>}{' '}
      <span className="font-semibold text-lg text-muted tracking-normal">QDT</span>
    </p>
  )
}
