'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Trip } from '../../lib/recording/Trip.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { formatSpan } from './formatSpan.ts'

const tones: Record<'LIGHT' | 'MEDIUM' | 'HARD', Tone> = { LIGHT: 'neutral', MEDIUM: 'warn', HARD: 'bad' }

/** What happened on the way, with how sure one can be. */
export function TripEvents({ trip }: { trip: Trip }) {
  const t = useTranslations('garage.events')
  const format = useFormatter()
  const one = (value: number) => format.number(value, { maximumFractionDigits: 1 })
  return (
    <Card aria-label={t('title')}>
      <CardHeader title={t('title')} note={t('note')} />
      {trip.events.length === 0 ? (
        <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
      ) : (
        <Table caption={t('note')}>
          <thead>
            <tr>
              <Th align="right">{t('at')}</Th>
              <Th>{t('what')}</Th>
              <Th align="right">{t('peak')}</Th>
              <Th align="right">{t('rate')}</Th>
            </tr>
          </thead>
          <tbody>
            {trip.events.map(({ atMs, kind, severity, peak, rateHz, durationMs }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list of a trip never moves
              <Tr key={index}>
                <Td align="right">{formatSpan(atMs)}</Td>
                <Td>
                  {t(`kinds.${kind}`)} {severity && <Badge tone={tones[severity]}>{t(`severity.${severity}`)}</Badge>}
                  {kind === 'IDLING' && <span className="text-muted"> {formatSpan(durationMs)}</span>}
                </Td>
                <Td align="right">{peak === undefined ? '' : `${one(peak)} m/s²`}</Td>
                <Td align="right">{rateHz === undefined ? '' : `${one(rateHz)} Hz`}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}
