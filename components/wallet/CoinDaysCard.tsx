'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { countFreeTransfers } from '../../lib/wallet/countFreeTransfers.ts'
import type { Holdings } from '../../lib/wallet/readHoldings.ts'
import { Shield } from '../chain/Shield.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Progress } from '../ui/Progress.tsx'
import { splitAmount } from '../ui/splitAmount.ts'
import { FreeGasLevel } from './FreeGasLevel.tsx'
import { formatDuration } from './formatDuration.ts'
import { useHoldings } from './useHoldings.ts'

/** What makes transfers free, and what it buys right now, in plain words. */
export function CoinDaysCard({ address }: { address: Address }) {
  const t = useTranslations('coinDays')
  const { data, proof } = useHoldings(address)
  return (
    <Card>
      <CardHeader title={t('title')} note={t('note')} action={<Shield proof={proof} look="icon" />} />
      <div className="flex flex-col gap-2 p-4">{data ? <Bought holdings={data} /> : '—'}</div>
      <FreeGasLevel address={address} />
    </Card>
  )
}

function Bought({ holdings }: { holdings: Holdings }) {
  const t = useTranslations('coinDays')
  const locale = useLocale()
  const { qdt, coinDays, capDays, transferCoinDays, shortfall } = holdings
  const { now, nextInSeconds, fill } = countFreeTransfers(holdings)
  if (qdt === 0n) return <p className="text-sm">{t('nothing')}</p>
  const next =
    nextInSeconds !== undefined
      ? t('freeNext', { time: formatDuration(Number(nextInSeconds), locale) })
      : t(now > 0n ? 'full' : 'tooLittle')
  const rule = shortfall.kind === 'refuse' ? t('refuse') : t('charge', { fee: formatDays(shortfall.feeQdt) })
  return (
    <>
      <p className="font-bold text-lg">{t('freeNow', { count: Number(now) })}</p>
      <p className="text-sm">{next}</p>
      <div className="my-1">
        <Progress
          label={t('fill')}
          value={fill}
          detail={t('have', { have: formatDays(coinDays), cap: formatDays(qdt * capDays) })}
        />
      </div>
      <p className="text-muted text-sm">
        {t('howMuch', { fixed: formatDays(transferCoinDays) })} {rule}
      </p>
    </>
  )
}

/** Two digits behind the point are enough for something that grows each second. */
export function formatDays(value: bigint): string {
  const { whole, fraction } = splitAmount(value, 18)
  const shown = fraction.slice(0, 2).replace(/0+$/, '')
  return shown ? `${whole}.${shown}` : whole
}
