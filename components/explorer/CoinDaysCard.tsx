'use client'

import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { countFreeTransfers } from '../../lib/wallet/countFreeTransfers.ts'
import type { Holdings } from '../../lib/wallet/readHoldings.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { formatDuration } from '../wallet/formatDuration.ts'
import { RowShield } from './RowShield.tsx'

/** What an account may move without a fee: coin-days, which grow with what it holds and with time. */
export function CoinDaysCard({ address }: { address: Address }) {
  const t = useTranslations('accountCoinDays')
  const query = useChainQuery({
    queryKey: ['coinDays', address],
    queryFn: async (client) => {
      const { readHoldings } = await import('../../lib/wallet/readHoldings.ts')
      return readHoldings(client, address)
    },
    againMs: () => 8_000,
  })
  return (
    <Card>
      <CardHeader title={t('title')} note={t('note')} action={<RowShield query={query} />} />
      <div className="flex min-h-28 flex-col gap-2 p-4 text-sm">
        {query.data ? (
          <CoinDays holdings={query.data} />
        ) : query.error ? (
          <ErrorState title={t('failed')} name={query.error.name} />
        ) : (
          <Skeleton className="w-48" />
        )}
      </div>
    </Card>
  )
}

function CoinDays({ holdings }: { holdings: Holdings }) {
  const t = useTranslations('accountCoinDays')
  const format = useFormatter()
  const locale = useLocale()
  const { now, nextInSeconds, fill } = countFreeTransfers(holdings)
  const days = (value: bigint) => format.number(Number(value / 10n ** 16n) / 100, { maximumFractionDigits: 2 })
  if (holdings.qdt === 0n && holdings.coinDays === 0n) return <p className="text-muted">{t('nothing')}</p>
  return (
    <>
      <Progress
        label={t('have', { days: days(holdings.coinDays) })}
        value={fill}
        detail={t('cap', { days: days(holdings.qdt * holdings.capDays) })}
      />
      <p>{t('free', { count: Number(now) })}</p>
      {nextInSeconds !== undefined && (
        <p className="text-muted">{t('next', { time: formatDuration(Math.max(1, Number(nextInSeconds)), locale) })}</p>
      )}
    </>
  )
}
