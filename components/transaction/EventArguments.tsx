'use client'

import { useTranslations } from 'next-intl'
import type { DecodedEvent } from '../../lib/explorer/decodeEvent.ts'
import { formatValue } from '../../lib/explorer/formatValue.ts'
import { AddressLink } from '../explorer/AddressLink.tsx'

/** What an event says, argument by argument, exactly. */
export function EventArguments({ event }: { event: DecodedEvent }) {
  const t = useTranslations('transaction')
  if (event.inputs.length === 0) return null
  return (
    <dl aria-label={t('arguments')} className="grid gap-x-4 text-xs sm:grid-cols-[max-content_1fr]">
      {event.inputs.map(({ name = '', type }) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-all font-mono">
            {type === 'address' ? <AddressLink address={String(event.args[name])} /> : formatValue(event.args[name])}
          </dd>
        </div>
      ))}
    </dl>
  )
}
