'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense } from 'react'
import type { TransactionDetails } from '../../lib/chain/readTransactionDetails.ts'
import { Shield } from '../chain/Shield.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useExplorerId } from '../frame/useExplorerId.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { MovesCard } from './MovesCard.tsx'
import { NothingHere } from './NothingHere.tsx'
import { QueryState } from './QueryState.tsx'
import { SenderNeighbours } from './SenderNeighbours.tsx'
import { TxFacts } from './TxFacts.tsx'
import { useSetUrlState, useUrlState } from './useUrlState.ts'

const TxWords = lazy(async () => ({ default: (await import('../transaction/TxWords.tsx')).TxWords }))
const EventList = lazy(async () => ({ default: (await import('../transaction/EventList.tsx')).EventList }))
const TraceCard = lazy(async () => ({ default: (await import('../transaction/TraceCard.tsx')).TraceCard }))
const StateDiffCard = lazy(async () => ({ default: (await import('../transaction/StateDiffCard.tsx')).StateDiffCard }))
const RawCard = lazy(async () => ({ default: (await import('../transaction/RawCard.tsx')).RawCard }))

export function TxScreen() {
  const t = useTranslations('tx')
  const id = useExplorerId('tx')
  const query = useTransactionDetails(id)
  const title = query.data ? t('titleOf', { hash: shortenHex(query.data.transaction.hash, 8, 6) }) : t('title')
  return (
    <>
      <PageHeader
        title={title}
        tabTitle={title}
        purpose={t('purpose')}
        help="tx"
        mark={id !== '' && <Shield proof={query.proof} />}
      >
        {query.data && <SenderNeighbours sender={query.data.transaction.from} nonce={query.data.transaction.nonce} />}
      </PageHeader>
      {id === '' ? (
        <NothingHere title={t('emptyTitle')}>{t('empty')}</NothingHere>
      ) : query.data === null ? (
        <NothingHere title={t('missingTitle')}>{t('missing', { hash: id ?? '' })}</NothingHere>
      ) : (
        <QueryState query={query} rows={10}>
          {(details) => <Details key={details.transaction.hash} details={details} />}
        </QueryState>
      )}
    </>
  )
}

function Details({ details }: { details: TransactionDetails }) {
  const t = useTranslations('tx')
  const tab = useUrlState('tab')
  const setUrl = useSetUrlState()
  const { transaction, receipt } = details
  const waiting = <Skeleton className="m-4 w-60" />
  const tabs = receipt
    ? [
        {
          id: 'events',
          label: t('tabs.events', { count: receipt.logs.length }),
          content: <EventList logs={receipt.logs} />,
        },
        { id: 'trace', label: t('tabs.trace'), content: <TraceCard hash={transaction.hash} /> },
        { id: 'state', label: t('tabs.state'), content: <StateDiffCard hash={transaction.hash} /> },
        { id: 'raw', label: t('tabs.raw'), content: <RawCard details={details} /> },
      ]
    : []
  return (
    <div className="flex flex-col gap-6">
      <TxFacts
        details={details}
        words={
          <Suspense fallback={<Skeleton className="w-72" />}>
            <TxWords
              transaction={transaction}
              failedHash={receipt?.status === 'reverted' ? transaction.hash : undefined}
            />
          </Suspense>
        }
      />
      {receipt && <MovesCard logs={receipt.logs} />}
      {receipt && (
        <Tabs
          label={t('tabsLabel')}
          value={tab}
          onChange={(id) => setUrl({ tab: id })}
          tabs={tabs.map((one) => ({
            ...one,
            content: (
              <div className="pt-4">
                <Suspense fallback={waiting}>{one.content}</Suspense>
              </div>
            ),
          }))}
        />
      )}
    </div>
  )
}

/** A transaction that is not in a block yet is read again each second. */
function useTransactionDetails(hash: string | undefined) {
  return useChainQuery({
    queryKey: ['tx', hash],
    queryFn: async (client) => {
      const { readTransactionDetails } = await import('../../lib/chain/readTransactionDetails.ts')
      return (await readTransactionDetails(client, hash!)) ?? null
    },
    enabled: Boolean(hash),
    staleTime: Number.POSITIVE_INFINITY,
    againMs: (details) => (details?.receipt ? false : 1000),
  })
}
