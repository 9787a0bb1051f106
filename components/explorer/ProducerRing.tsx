'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { memo } from 'react'
import type { Turn } from '../../lib/explorer/readRound.ts'
import type { ChainQueryResult } from '../providers/useChainQuery.ts'
import { useHead } from '../providers/useHead.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { cx } from '../ui/cx.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { AddressLink } from './AddressLink.tsx'
import { RowShield } from './RowShield.tsx'
import { useAddressNames } from './useAddressNames.ts'
import { useRound } from './useRound.ts'
import { useSchedule } from './useSchedule.ts'

/** The producers around a dial in the order of their turns: who made its block, who missed, who is next. */
export function ProducerRing() {
  const t = useTranslations('ring')
  const state = useHead()
  const query = useSchedule()
  const { turns, earlier } = useRound(state, query.data)
  const isOpen = turns?.some((turn) => turn.state === 'unknown') ?? false
  const head = state.status === 'live' ? state.head.number : undefined
  return (
    <Card>
      <CardHeader title={t('title')} note={t('note')} action={<RowShield query={query} />} />
      <div className="grid items-center gap-x-6 gap-y-4 p-4 *:min-w-0 sm:grid-cols-[minmax(0,15rem)_1fr]">
        <Ring turns={turns} />
        <Legend turns={turns} epoch={query.data} head={head} isOpen={isOpen} />
      </div>
      {query.error && !query.data ? (
        <Failure title={t('failed')} query={query}>
          {t('failedText')}
        </Failure>
      ) : (
        // While it is read again there is no error, and the button that was pressed stays where it is.
        isOpen &&
        earlier.errorUpdateCount > 0 && (
          <Failure title={t('openTurns')} query={earlier}>
            {t('openTurnsText')}
          </Failure>
        )
      )}
    </Card>
  )
}

/** What of the round could not be read; the rest of it stays. */
function Failure({ title, query, children }: { title: string; query: ChainQueryResult<unknown>; children: string }) {
  const t = useTranslations('ring')
  return (
    <div className="border-line border-t">
      <ErrorState
        title={title}
        name={query.error?.name}
        action={
          <Button size="sm" busy={query.isFetching} onClick={() => query.refetch()}>
            {t('retry')}
          </Button>
        }
      >
        {children}
      </ErrorState>
    </div>
  )
}

const marks: Record<Turn['state'], string> = {
  made: 'stroke-accent',
  missed: 'stroke-bad',
  next: 'stroke-ink',
  waiting: 'stroke-line',
  unknown: 'stroke-edge',
}
const places = 21

const Ring = memo(function Ring({ turns }: { turns: readonly Turn[] | undefined }) {
  const t = useTranslations('ring')
  const nameOf = useAddressNames()
  const count = turns?.length ?? places
  const made = turns?.filter(({ state }) => state === 'made' || state === 'missed').length
  const missed = turns?.filter(({ state }) => state === 'missed').length ?? 0
  const next = turns?.find(({ state }) => state === 'next')
  const label = next
    ? t('label', { made: made ?? 0, count, missed, next: nameOf(next.producer) ?? shortenHex(next.producer) })
    : t('labelWaiting')
  return (
    <svg viewBox="0 0 200 200" role="img" aria-label={label} className="mx-auto w-full max-w-60">
      {Array.from({ length: count }, (_, place) => {
        const turn = turns?.[place]
        return (
          <line
            // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its place in the round
            key={place}
            x1="100"
            x2="100"
            y1={turn?.state === 'next' ? 4 : 14}
            y2="34"
            transform={`rotate(${(place * 360) / count} 100 100)`}
            strokeWidth="7"
            strokeDasharray={turn?.state === 'missed' ? '4 3' : undefined}
            className={cx(
              turn ? marks[turn.state] : 'stroke-line',
              'transition-[stroke] motion-reduce:transition-none',
            )}
          >
            {turn && <title>{`${nameOf(turn.producer) ?? turn.producer}: ${t(`states.${turn.state}`)}`}</title>}
          </line>
        )
      })}
      <text x="100" y="98" textAnchor="middle" className="fill-ink font-extrabold text-3xl tabular">
        {made ?? '–'}
      </text>
      <text x="100" y="118" textAnchor="middle" className="fill-muted text-xs">
        {t('ofTurns', { count })}
      </text>
    </svg>
  )
})

function Legend({
  turns,
  epoch,
  head,
  isOpen,
}: {
  turns: readonly Turn[] | undefined
  epoch: { epoch: number; epochBlocks: number; quorum: number } | undefined
  head: number | undefined
  /** Of some turns nobody knows yet who missed them. */
  isOpen: boolean
}) {
  const t = useTranslations('ring')
  const format = useFormatter()
  const next = turns?.findIndex(({ state }) => state === 'next') ?? -1
  const missed = turns?.filter(({ state }) => state === 'missed') ?? []
  const waiting = <Skeleton className="w-28" />
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
      <dt className="text-muted">{t('next')}</dt>
      <dd className="font-semibold">{turns?.[next] ? <AddressLink address={turns[next].producer} /> : waiting}</dd>
      <dt className="text-muted">{t('then')}</dt>
      {/* Three places of one size in one line, so that nothing moves when a turn is over or an address gets its name. */}
      <dd className="grid grid-cols-3 gap-x-2 *:truncate">
        {turns ? (
          turns
            .slice(next + 1, next + 4)
            // biome-ignore lint/suspicious/noArrayIndexKey: a place keeps its link, whoever is in it
            .map(({ producer }, place) => <AddressLink key={place} address={producer} />)
        ) : (
          <Skeleton className="col-span-3 w-28" />
        )}
        {turns && next === turns.length - 1 && <span className="col-span-3 text-muted">{t('newRound')}</span>}
      </dd>
      <dt className="text-muted">{t('missed')}</dt>
      <dd className={cx('flex min-h-6 flex-wrap gap-x-2 gap-y-1.5', missed.length > 0 && 'text-bad')}>
        {turns
          ? missed.length === 0
            ? t(isOpen ? 'notKnown' : 'nobody')
            : missed.map(({ producer }) => <AddressLink key={producer} address={producer} />)
          : waiting}
      </dd>
      <dt className="text-muted">{t('epoch')}</dt>
      <dd className="tabular">
        {epoch && head !== undefined
          ? t('epochOf', {
              epoch: format.number(epoch.epoch),
              left: epoch.epochBlocks - ((head + 1) % epoch.epochBlocks),
            })
          : waiting}
      </dd>
      <dt className="text-muted">{t('quorum')}</dt>
      <dd className="tabular">
        {epoch ? t('quorumOf', { quorum: epoch.quorum, count: turns?.length ?? places }) : waiting}
      </dd>
    </dl>
  )
}
