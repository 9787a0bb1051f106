'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useCallback, useMemo, useRef } from 'react'
import type { SeriesPoint } from '../../lib/explorer/IndexRows.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { CurveWaiting } from '../ui/CurveWaiting.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LineChart } from '../ui/LineChart.tsx'
import { useSeen } from '../ui/useSeen.ts'
import { IndexFailure } from './IndexFailure.tsx'
import { IndexHint } from './IndexHint.tsx'
import { useIndexQuery } from './useIndexQuery.ts'

const minutes = 60
const minuteSeconds = 60

/** How much went through, and how long a block took, minute by minute over the last hour; asked for once it comes into sight. */
export function RateCharts() {
  const box = useRef<HTMLDivElement>(null)
  const query = useIndexQuery<{ points: SeriesPoint[] }>({
    path: '/series',
    params: { span: 'minute', limit: minutes + 2 },
    enabled: useSeen(box),
    againMs: () => 15_000,
  })
  const points = useMemo(() => (query.data ? wholeMinutes(query.data.points) : undefined), [query.data])
  const rate = useCallback((point: SeriesPoint) => point.transactions / minuteSeconds, [])
  const pace = useCallback((point: SeriesPoint) => minuteSeconds / point.blocks, [])
  return (
    <div
      ref={box}
      className="grid gap-6 [contain-intrinsic-size:auto_43rem] [content-visibility:auto] *:min-w-0 lg:grid-cols-2"
    >
      <RateCard kind="throughput" points={points} query={query} readValue={rate} />
      <RateCard kind="blockTime" points={points} query={query} readValue={pace} />
    </div>
  )
}

/**
 * Minutes that the chain ran through: not the one that runs, nor those in which it was started or stopped, whose few
 * blocks would look like slow ones.
 */
function wholeMinutes(points: readonly SeriesPoint[]): SeriesPoint[] {
  const from = (points.at(-1)?.start ?? 0) - minutes * minuteSeconds
  const starts = new Set(points.map(({ start }) => start))
  const isWhole = (start: number) => starts.has(start - minuteSeconds) && starts.has(start + minuteSeconds)
  return points.filter(({ start }) => start >= from && isWhole(start))
}

function RateCard({
  kind,
  points,
  query,
  readValue,
}: {
  kind: 'throughput' | 'blockTime'
  points: readonly SeriesPoint[] | undefined
  query: { error: Error | null; isFetching: boolean; refetch(): unknown }
  readValue(point: SeriesPoint): number
}) {
  const t = useTranslations('rates')
  const format = useFormatter()
  const curve = useMemo(
    () => points && { x: points.map(({ start }) => start), y: points.map(readValue) },
    [points, readValue],
  )
  const formatX = useCallback(
    (value: number) =>
      format.dateTime(value * 1000, {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      }),
    [format],
  )
  const formatY = useCallback(
    (value: number) => t(`${kind}.value`, { value: format.number(value, { maximumSignificantDigits: 3 }) }),
    [format, kind, t],
  )
  const last = curve?.y.at(-1)
  return (
    <Card>
      <CardHeader
        title={t(`${kind}.title`)}
        note={last === undefined ? t(`${kind}.note`) : formatY(last)}
        action={<IndexHint />}
      />
      <div className="min-h-61 p-4 print:min-h-0">
        {curve && curve.x.length > 1 ? (
          <LineChart
            {...curve}
            formatX={formatX}
            formatY={formatY}
            label={t(`${kind}.label`, { highest: formatY(Math.max(...curve.y)) })}
          />
        ) : curve ? (
          <EmptyState title={t('youngTitle')}>{t('young')}</EmptyState>
        ) : query.error ? (
          <IndexFailure error={query.error} busy={query.isFetching} retry={() => query.refetch()} />
        ) : (
          <CurveWaiting>{t('unread')}</CurveWaiting>
        )}
      </div>
    </Card>
  )
}
