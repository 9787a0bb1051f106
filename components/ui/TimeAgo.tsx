'use client'

import { useFormatter, useLocale } from 'next-intl'
import { useMemo } from 'react'
import { formatAge } from './formatAge.ts'
import { useClock } from './useNow.ts'

/** How long ago something happened, ticking; the exact time is in the title. */
export function TimeAgo({ timestampMs }: { timestampMs: number }) {
  const locale = useLocale()
  const format = useFormatter()
  // Drawn anew when the words change, which for what is older than a minute is seldom.
  const age = useClock((now) => formatAge((now ?? timestampMs) - timestampMs, locale))
  const exact = useMemo(
    () => format.dateTime(timestampMs, { dateStyle: 'medium', timeStyle: 'long', timeZone: readTimeZone() }),
    [format, timestampMs],
  )
  return (
    <time dateTime={new Date(timestampMs).toISOString()} title={exact} className="tabular">
      {age}
    </time>
  )
}

let timeZone: string | undefined

function readTimeZone(): string {
  timeZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone
  return timeZone
}
