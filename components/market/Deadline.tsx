'use client'

import { useLocale } from 'next-intl'
import { formatDuration } from '../wallet/formatDuration.ts'
import { useChainTime } from './useChainTime.ts'

/** How long until a time of the chain. */
export function Deadline({ atS }: { atS: number }) {
  const now = useChainTime()
  const locale = useLocale()
  if (now === undefined) return null
  return <span className="tabular">{formatDuration(Math.max(0, atS - now), locale)}</span>
}
