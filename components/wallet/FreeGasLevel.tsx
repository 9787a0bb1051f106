'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import type { GasLevel } from '../../lib/wallet/judgeFreeGas.ts'
import { Shield } from '../chain/Shield.tsx'
import { Progress } from '../ui/Progress.tsx'
import { formatDuration } from './formatDuration.ts'
import { useFreeGas } from './useFreeGas.ts'

/** What most calls of the market are allowed to take. */
const usualGas = 150_000n

/** How full the account's budget of free gas is; nothing where a node keeps none. */
export function FreeGasLevel({ address }: { address: Address }) {
  const t = useTranslations('freeGas')
  const { data, proof } = useFreeGas(address)
  if (!data) return null
  return (
    <div className="flex flex-col gap-2 border-line border-t px-4 py-3">
      <div className="flex items-start gap-2">
        <div className="flex-1">
          <Level level={data.own} />
        </div>
        <Shield proof={proof} look="icon" />
      </div>
      {data.sponsor && <p className="text-sm">{t('sponsored')}</p>}
    </div>
  )
}

function Level({ level: { left, capacity, refillPerSecond } }: { level: GasLevel }) {
  const t = useTranslations('freeGas')
  const locale = useLocale()
  const seconds =
    refillPerSecond === 0n ? undefined : Number((capacity - left + refillPerSecond - 1n) / refillPerSecond)
  const next =
    left === capacity ? t('full') : seconds === undefined ? '' : t('fullIn', { time: formatDuration(seconds, locale) })
  return (
    <Progress
      label={t('title')}
      value={capacity === 0n ? 0 : Number((left * 10_000n) / capacity) / 10_000}
      detail={`${t('actions', { count: Number(left / usualGas) })} ${next}`}
    />
  )
}
