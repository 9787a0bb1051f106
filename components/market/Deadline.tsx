'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useChainTime } from '../providers/useChainTime.ts'
import { formatDuration } from '../wallet/formatDuration.ts'

/** An idle chain still seals a block each few seconds. */
const usualSilenceS = 20

/** How long until a time of the chain; says so where no block has told the time for a while. */
export function Deadline({ atS }: { atS: number }) {
  const t = useTranslations('market')
  const now = useChainTime()
  const locale = useLocale()
  if (now === undefined) return null
  return (
    <>
      <span className="tabular">{formatDuration(Math.max(0, atS - now.seconds), locale)}</span>
      {now.silentSeconds > usualSilenceS && (
        <span className="block text-muted text-sm">
          {t('byYourClock', { age: formatDuration(now.silentSeconds, locale) })}
        </span>
      )}
    </>
  )
}
