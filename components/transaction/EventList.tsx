'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { DecodedEvent, LogWords } from '../../lib/explorer/decodeEvent.ts'
import { Hash } from '../chain/Hash.tsx'
import { AddressLink } from '../explorer/AddressLink.tsx'
import events from '../i18n/messages/en/events.json'
import transaction from '../i18n/messages/en/transaction.json'
import { Words } from '../i18n/Words.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { EventArguments } from './EventArguments.tsx'
import { useEventWords } from './useEventWords.ts'

type Log = LogWords & { logIndex: number }

const english = { ...events, ...transaction }

/** The events that a transaction left: in words where the contract is known, and always as the chain keeps them. */
export function EventList({ logs }: { logs: readonly Log[] }) {
  return (
    <Words english={english}>
      <Events logs={logs} />
    </Words>
  )
}

function Events({ logs }: { logs: readonly Log[] }) {
  const t = useTranslations('logs')
  const { data: decoded } = useQuery({
    queryKey: ['decodedLogs', logs.map(({ logIndex, topics, data }) => [logIndex, topics, data])],
    queryFn: async () => {
      const { decodeEvent } = await import('../../lib/explorer/decodeEvent.ts')
      return logs.map((log) => decodeEvent(log) ?? null)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Card>
      <CardHeader title={t('title')} note={t('count', { count: logs.length })} />
      {logs.length === 0 && <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>}
      <ol className="divide-y divide-line">
        {logs.map((log, index) => (
          <li key={log.logIndex} className="grid gap-x-4 gap-y-1 px-4 py-3 text-sm sm:grid-cols-[5rem_1fr]">
            <span className="text-muted">{t('index', { index: log.logIndex })}</span>
            <div className="min-w-0">
              {decoded ? <Event log={log} event={decoded[index] ?? undefined} /> : <Skeleton className="w-60" />}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Event({ log, event }: { log: Log; event: DecodedEvent | undefined }) {
  const t = useTranslations('transaction')
  const say = useEventWords()
  const words = event && say(event)
  return (
    <div className="flex flex-col gap-1">
      {words && <p className="font-semibold">{words}</p>}
      <p>
        <AddressLink address={log.address} />
        {event && <code className="font-mono">.{event.name}</code>}
      </p>
      {event ? <EventArguments event={event} /> : null}
      <details>
        <summary className="cursor-pointer text-muted text-xs">{t('asKept')}</summary>
        <Kept log={log} />
      </details>
    </div>
  )
}

function Kept({ log }: { log: Log }) {
  const t = useTranslations('logs')
  return (
    <div className="pt-1">
      <Hash value={log.address} kind="address" what={t('address')} />
      <ol className="mt-1 font-mono text-xs">
        {log.topics.map((topic, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a topic is its position
          <li key={index} className="break-all">
            <span className="text-muted">{t('topic', { index })}</span> {topic}
          </li>
        ))}
        {log.data !== '0x' && (
          <li className="break-all">
            <span className="text-muted">{t('data')}</span> {log.data}
          </li>
        )}
      </ol>
    </div>
  )
}
