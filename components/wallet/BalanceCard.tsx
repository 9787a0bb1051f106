'use client'

import { ArrowDownLeft, ArrowUpRight } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { Button } from '../ui/Button.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card } from '../ui/Card.tsx'
import { splitAmount } from '../ui/splitAmount.ts'
import { formatExact } from './formatExact.ts'
import { useHoldings } from './useHoldings.ts'

/** What the account holds. A dash stands for what is not known: never a zero. */
export function BalanceCard({ address }: { address: Address }) {
  const t = useTranslations('walletOverview')
  const { data, error, isFetching, refetch } = useHoldings(address)
  return (
    <Card aria-label={t('balance')} className="flex flex-col gap-4 p-5">
      <div>
        <h2 className="font-semibold text-muted text-sm">{t('qdt')}</h2>
        <BigAmount value={data?.qdt} />
      </div>
      <p className="text-sm">
        <span className="text-muted">{t('coin')}</span>{' '}
        <span className="font-semibold tabular">{data ? formatExact(data.coinWei) : '—'}</span>{' '}
        <span className="text-muted">({t('coinNote')})</span>
      </p>
      {error && !data && (
        <p role="alert" className="flex flex-wrap items-center gap-3 text-bad text-sm">
          {t('readFailed')}
          <Button size="sm" busy={isFetching} onClick={() => refetch()}>
            {t('retry')}
          </Button>
        </p>
      )}
      <div className="mt-auto flex flex-wrap gap-2">
        <Link href="/wallet/send" className={buttonClass({ variant: 'primary' })}>
          <ArrowUpRight aria-hidden className="size-4" />
          {t('send')}
        </Link>
        <Link href="/wallet/receive" className={buttonClass()}>
          <ArrowDownLeft aria-hidden className="size-4" />
          {t('receive')}
        </Link>
      </div>
    </Card>
  )
}

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
