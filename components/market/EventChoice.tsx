'use client'

import { useTranslations } from 'next-intl'
import { oracleFeeds } from '../../lib/appraisal/oracleFeeds.ts'
import type { Hex } from '../../lib/bytes/hex.ts'
import { parseUnits } from '../../lib/market/parseUnits.ts'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import type { EventWish } from './buyChoice.ts'

const kinds = ['none', 'time', 'oracleAbove', 'oracleBelow', 'records'] as const

/** What the order shall wait for, if anything: a day, a value of the oracle, a new record of a vehicle. */
export function EventChoice({
  event,
  onChange,
}: {
  event: EventWish | undefined
  onChange(event: EventWish | undefined): void
}) {
  const t = useTranslations('market')
  const begin = (kind: (typeof kinds)[number]): EventWish | undefined => {
    if (kind === 'none') return undefined
    if (kind === 'time') return { kind, atS: undefined }
    if (kind === 'records') return { kind, vehicle: undefined }
    return { kind, feed: oracleFeeds[0]!.id, value: undefined }
  }
  return (
    <div className="flex flex-col gap-3">
      <Select
        label={t('event.label')}
        value={event?.kind ?? 'none'}
        onChange={({ target }) => onChange(begin(target.value as (typeof kinds)[number]))}
        options={kinds.map((kind) => ({ value: kind, label: t(`event.kinds.${kind}`) }))}
      />
      {event?.kind === 'time' && (
        <Input
          label={t('event.time')}
          type="datetime-local"
          onChange={({ target }) => onChange({ ...event, atS: readTime(target.value) })}
        />
      )}
      {(event?.kind === 'oracleAbove' || event?.kind === 'oracleBelow') && (
        <>
          <Select
            label={t('event.feed')}
            value={event.feed}
            onChange={({ target }) => onChange({ ...event, feed: target.value as Hex })}
            options={oracleFeeds.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Input
            label={t('event.value')}
            inputMode="decimal"
            onChange={({ target }) => onChange({ ...event, value: parseUnits(target.value) })}
          />
        </>
      )}
      {event?.kind === 'records' && (
        <Input
          label={t('event.vehicle')}
          inputMode="numeric"
          onChange={({ target }) => onChange({ ...event, vehicle: readNumber(target.value) })}
          hint={t('event.vehicleHint')}
        />
      )}
      {event && <p className="text-muted text-sm">{t('event.hint')}</p>}
    </div>
  )
}

function readTime(text: string): number | undefined {
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000)
}

const readNumber = (text: string) => (/^\d{1,20}$/.test(text.trim()) ? BigInt(text.trim()) : undefined)
