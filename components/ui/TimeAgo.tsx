'use client'

import { useFormatter, useLocale } from 'next-intl'
import { useState } from 'react'
import { formatAge } from './formatAge.ts'
import { useClock } from './useNow.ts'

/** How long ago something happened, ticking; the exact time is in the title, which is made for whoever points at it. */
export function TimeAgo({ timestampMs }: { timestampMs: number }) {
  const locale = useLocale()
  const format = useFormatter()
  const [isWanted, setWanted] = useState(false)
  // Drawn anew when the words change, which for what is older than a minute is seldom.
  const age = useClock((now) => formatAge((now ?? timestampMs) - timestampMs, locale))
  return (
    <time
      dateTime={new Date(timestampMs).toISOString()}
      title={
        isWanted
          ? format.dateTime(timestampMs, { dateStyle: 'medium', timeStyle: 'long', timeZone: readTimeZone() })
          : undefined
      }
      onPointerEnter={() => setWanted(true)}
      className="tabular"
    >
      {age}
    </time>
  )
}

let timeZone: string | undefined

function readTimeZone(): string {
  timeZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone
  return timeZone
}
