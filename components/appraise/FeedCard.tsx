'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import type { OracleFeed } from '../../lib/appraisal/oracleFeeds.ts'
import type { FeedPoint, FeedState } from '../../lib/appraisal/readOracle.ts'
import { Hash } from '../chain/Hash.tsx'
import { Shield } from '../chain/Shield.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LineChart } from '../ui/LineChart.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { formatFigure } from './formatFigure.ts'
import { usePlainClient } from './usePlainClient.ts'

/** One feed: each feeder's last report beside the median, and how the median has moved. */
export function FeedCard({ feed }: { feed: OracleFeed }) {
  const t = useTranslations('oracle')
  const plain = usePlainClient()
  const query = useChainQuery({
    queryKey: ['oracleFeed', feed.id],
    queryFn: async (client) => {
      const [{ readFeed, readFeedHistory }, logs] = await Promise.all([
        import('../../lib/appraisal/readOracle.ts'),
        plain(),
      ])
      const [state, history] = await Promise.all([readFeed(client, feed), readFeedHistory(logs, feed)])
      return { state, history }
    },
    againMs: () => 15_000,
  })
  return (
    <QueryState query={query} rows={6}>
      {({ state, history }) => (
        <Card>
          <CardHeader
            title={feed.name}
            note={t('reportCount', { count: history.length })}
            action={<Shield proof={query.proof} />}
          />
          {state.reports.length === 0 ? (
            <EmptyState title={t('noReportsTitle')}>{t('noReports')}</EmptyState>
          ) : (
            <>
              <History feed={feed} points={history} />
              <Reports feed={feed} state={state} />
            </>
          )}
        </Card>
      )}
    </QueryState>
  )
}

function History({ feed, points }: { feed: OracleFeed; points: readonly FeedPoint[] }) {
  const t = useTranslations('oracle')
  const locale = useLocale()
  const x = useMemo(() => points.map(({ blockNumber }) => Number(blockNumber)), [points])
  const y = useMemo(() => points.map(({ median }) => median), [points])
  const formatX = useCallback((block: number) => t('block', { number: Math.round(block) }), [t])
  const formatY = useCallback((value: number) => formatFigure(value, feed, locale), [feed, locale])
  return (
    <div className="p-4">
      <LineChart label={t('historyOf', { feed: feed.name })} x={x} y={y} formatX={formatX} formatY={formatY} />
    </div>
  )
}

function Reports({ feed, state: { reports, median } }: { feed: OracleFeed; state: FeedState }) {
  const t = useTranslations('oracle')
  const locale = useLocale()
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 2,
    signDisplay: 'exceptZero',
  })
  return (
    <Table caption={t('reportsOf', { feed: feed.name })}>
      <thead>
        <tr>
          <Th>{t('feeder')}</Th>
          <Th align="right">{t('figure')}</Th>
          <Th align="right">{t('offMedian')}</Th>
          <Th align="right">{t('reported')}</Th>
        </tr>
      </thead>
      <tbody>
        {reports.map(({ feeder, value, reportedAt }) => (
          <Tr key={feeder}>
            <Td>
              <Hash value={feeder} kind="address" what={t('feeder')} />
            </Td>
            <Td align="right">{formatFigure(value, feed, locale)}</Td>
            <Td align="right">{median === undefined ? '' : percent.format(value / median - 1)}</Td>
            <Td align="right">
              <TimeAgo timestampMs={reportedAt * 1_000} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
