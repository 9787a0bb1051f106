'use client'

import { useTranslations } from 'next-intl'
import { type CSSProperties, memo, useDeferredValue, useRef } from 'react'
import type { IndexPage, TransactionRow } from '../../lib/explorer/IndexRows.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useHead } from '../providers/useHead.ts'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { useSeen } from '../ui/useSeen.ts'
import { AddressLink } from './AddressLink.tsx'
import { FromTo } from './FromTo.tsx'
import { IndexFailure } from './IndexFailure.tsx'
import { RowShield } from './RowShield.tsx'
import { useCheckedTransaction } from './useCheckedTransaction.ts'
import { useIndexQuery } from './useIndexQuery.ts'

const shown = 8

/** The newest transactions, live; in two lines each where the card is too narrow to say from whom to whom in one. */
export function LiveTransactions() {
  const t = useTranslations('liveTransactions')
  const state = useHead()
  const body = useRef<HTMLDivElement>(null)
  const isSeen = useSeen(body, '0px')
  const query = useIndexQuery<IndexPage<TransactionRow>>({
    path: '/transactions',
    params: { limit: shown },
    againMs: () => (state.status === 'live' ? 1_000 : false),
  })
  // Rows bring their links and checks along: they are drawn in slices.
  const rows = useDeferredValue(query.data?.rows)
  return (
    <Card aria-label={t('title')} className="@container">
      <CardHeader
        title={t('title')}
        action={
          <PageLink href="/transactions" className="link text-sm">
            {t('all')}
          </PageLink>
        }
      />
      <div ref={body} className="min-h-112 @xl:min-h-88">
        {rows ? (
          rows.length === 0 ? (
            <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
          ) : (
            // Rows are moved, not pushed: what is new draws itself, and nothing is laid out anew around it.
            <ol className="relative">
              {rows.map((row, place) => (
                <li
                  key={row.position}
                  style={{ '--place': place } as CSSProperties}
                  className="absolute inset-x-0 top-0 h-14 translate-y-[calc(var(--place)*100%)] not-first:border-line not-first:border-t @xl:h-11"
                >
                  <Row row={row} isSeen={isSeen} />
                </li>
              ))}
            </ol>
          )
        ) : query.error ? (
          <IndexFailure error={query.error} busy={query.isFetching} retry={() => query.refetch()} />
        ) : (
          <Skeleton className="m-4 w-60" />
        )}
      </div>
    </Card>
  )
}

const Row = memo(function Row({ row, isSeen }: { row: TransactionRow; isSeen: boolean }) {
  const t = useTranslations('liveTransactions')
  const query = useCheckedTransaction(row, isSeen)
  if (query.error?.name === 'Explorer.RowRefutedError') {
    return (
      <div className="flex h-full items-center justify-between gap-3 px-4 text-sm">
        <span role="alert" className="truncate font-semibold text-bad">
          {t('refuted')}
        </span>
        <RowShield query={query} />
      </div>
    )
  }
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)_auto] content-center items-center gap-x-3 px-4 text-sm @xl:grid-cols-[8.5rem_minmax(0,1fr)_auto]">
      <ExplorerLink kind="tx" id={row.hash} className="link hidden truncate font-mono @xl:block">
        {shortenHex(row.hash, 6, 4)}
      </ExplorerLink>
      <span className="contents min-w-0 items-center gap-1.5 @xl:flex">
        <span className="flex min-w-0 shrink-0 items-center gap-1.5">
          <ExplorerLink kind="tx" id={row.hash} className="link truncate font-semibold @xl:hidden">
            {nameOf(row, t)}
          </ExplorerLink>
          <span className="hidden font-semibold @xl:inline">{nameOf(row, t)}</span>
          {row.ok === 0 && <Badge tone="bad">{t('reverted')}</Badge>}
        </span>
        <FromTo
          from={<AddressLink address={row.from} />}
          to={row.to === null ? null : <AddressLink address={row.to} />}
          className="order-last col-span-2"
        />
      </span>
      <span className="flex items-center gap-2 text-muted text-xs">
        <TimeAgo timestampMs={row.time * 1000} />
        <RowShield query={query} />
      </span>
    </div>
  )
})

function nameOf(row: TransactionRow, t: (key: 'creation' | 'transfer') => string): string {
  if (row.to === null) return t('creation')
  return row.method ?? row.selector ?? t('transfer')
}
