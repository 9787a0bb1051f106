'use client'

import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { type FreeGasVerdict, judgeFreeGas } from '../../lib/wallet/judgeFreeGas.ts'
import { Shield } from '../chain/Shield.tsx'
import { cx } from '../ui/cx.ts'
import { formatDuration } from './formatDuration.ts'
import { useFreeGas } from './useFreeGas.ts'

type FreeGasProps = {
  address: Address
  /** The most that what comes next takes. */
  gas: bigint
  /** Before there is a transaction, nobody knows exactly. */
  isGuess?: boolean
}

/** Before a signature: what a transaction takes of the budget of free gas, and what is left. Nothing where a node keeps none. */
export function FreeGas({ address, gas, isGuess = false }: FreeGasProps) {
  const { data, proof } = useFreeGas(address)
  if (!data) return null
  const verdict = judgeFreeGas(data, gas)
  return (
    <p
      role={verdict.kind === 'enough' ? undefined : 'status'}
      className={cx('flex items-start gap-1.5 text-sm', tones[verdict.kind])}
    >
      <span>
        <Verdict verdict={verdict} isGuess={isGuess} />
      </span>
      <Shield proof={proof} look="icon" />
    </p>
  )
}

const tones: Record<FreeGasVerdict['kind'], string> = {
  enough: 'text-muted',
  last: 'text-warn',
  wait: 'font-semibold text-warn',
  tooLarge: 'font-semibold text-bad',
}

function Verdict({ verdict, isGuess }: { verdict: FreeGasVerdict; isGuess: boolean }) {
  const t = useTranslations('freeGas')
  const format = useFormatter()
  const locale = useLocale()
  const time = (seconds: number) => formatDuration(Math.max(1, seconds), locale)
  const percent = (part: number) => format.number(Math.floor(part * 100) / 100, { style: 'percent' })
  if (verdict.kind === 'tooLarge') return t('tooLarge')
  if (verdict.kind === 'wait') return t('wait', { time: time(verdict.seconds) })
  const { share, left, sponsor } = verdict
  const part = isGuess ? t('about', { share: percent(share) }) : percent(share)
  const takes = share < 0.01 ? t('under', { share: percent(0.01) }) : part
  const said = t(sponsor ? 'enoughSponsored' : 'enough', { share: takes, left: percent(left) })
  return verdict.kind === 'last' ? `${said} ${t('last', { time: time(verdict.seconds) })}` : said
}
