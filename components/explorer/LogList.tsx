'use client'

import { useTranslations } from 'next-intl'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { Hash } from '../chain/Hash.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

type Log = { logIndex: number; address: Address; topics: readonly Hex[]; data: Hex }

/** The events that a transaction left, as the chain keeps them. */
export function LogList({ logs }: { logs: readonly Log[] }) {
  const t = useTranslations('logs')
  return (
    <Card>
      <CardHeader title={t('title')} note={t('count', { count: logs.length })} />
      {logs.length === 0 && <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>}
      <ol className="divide-y divide-line">
        {logs.map((log) => (
          <li key={log.logIndex} className="grid gap-x-4 gap-y-1 px-4 py-3 text-sm sm:grid-cols-[6rem_1fr]">
            <span className="text-muted">{t('index', { index: log.logIndex })}</span>
            <div className="min-w-0">
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
          </li>
        ))}
      </ol>
    </Card>
  )
}
