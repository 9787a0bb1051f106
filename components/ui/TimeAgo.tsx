'use client'

import { useLocale } from 'next-intl'
import { formatAge } from './formatAge.ts'
import { useNow } from './useNow.ts'

/** How long ago something happened, ticking; the exact time is in the title. */
export function TimeAgo({ timestampMs }: { timestampMs: number }) {
  const locale = useLocale()
  const now = useNow(1000)
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' }).format(timestampMs)
  return (
    <time dateTime={new Date(timestampMs).toISOString()} title={exact} className="tabular">
      {formatAge((now ?? timestampMs) - timestampMs, locale)}
    </time>
  )
}
