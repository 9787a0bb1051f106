'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { HeadState } from '../../lib/chain/HeadState.ts'
import { embeddedQuorum } from '../../lib/chain/quorum.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useHead } from '../providers/useHead.ts'
import { cx } from '../ui/cx.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { useNow } from '../ui/useNow.ts'
import { SealDial } from './SealDial.tsx'

/** The producer count of the protocol; the node's own count replaces it as soon as it is known. */
const protocolProducers = 21

/** The newest block as an instrument: its number, who sealed it, how old it is, whether it is final. */
export function HeadPanel() {
  const t = useTranslations('head')
  const format = useFormatter()
  const state = useHead()
  const head = state.status === 'live' ? state.head : 'last' in state ? state.last : undefined
  const producers = (state.status === 'live' && state.producers) || protocolProducers
  const quorum = embeddedQuorum(producers)
  const label = head?.seals === undefined ? t('dialUnknown') : t('dial', { seals: head.seals, producers, quorum })
  return (
    <section
      aria-label={t('title')}
      className={cx('rounded-lg border border-line bg-surface', 'last' in state && 'text-muted')}
    >
      <div className="grid grid-cols-[minmax(0,9.5rem)_minmax(7rem,1fr)] items-center gap-x-5 p-4 sm:grid-cols-[12rem_1fr] sm:p-5">
        <div className="relative">
          <SealDial seals={head?.seals} producers={producers} quorum={quorum} label={label} />
          <p aria-hidden className="absolute inset-x-0 top-[56%] -translate-y-1/2 text-center">
            <span className="block font-extrabold text-3xl tabular tracking-tight">
              {head ? (head.seals ?? '–') : <Placeholder state={state} className="w-10" />}
            </span>
            <span className="block text-muted text-xs">{t('ofSeals', { producers })}</span>
          </p>
        </div>
        <div>
          <h2 className="font-semibold text-muted text-sm">{t('title')}</h2>
          <p className="font-extrabold text-2xl tabular tracking-tight min-[380px]:text-3xl sm:text-4xl">
            {head ? (
              <ExplorerLink kind="block" id={String(head.number)} className="hover:text-accent">
                {format.number(head.number)}
              </ExplorerLink>
            ) : (
              <Placeholder state={state} className="w-36" />
            )}
          </p>
          <p className="mt-1 text-sm">
            {head ? <Finality seals={head.seals} quorum={quorum} /> : <Placeholder state={state} className="w-44" />}
          </p>
        </div>
      </div>
      <dl className="grid grid-cols-3 divide-x divide-line border-line border-t text-sm">
        <Cell name={t('age')}>
          {state.status === 'live' ? (
            <Age arrivedAtMs={state.arrivedAtMs} />
          ) : (
            <Placeholder state={state} className="w-14" />
          )}
        </Cell>
        <Cell name={t('producer')}>
          {head ? (
            <ExplorerLink kind="address" id={head.producer} className="link font-mono">
              {shortenHex(head.producer, 4, 4)}
            </ExplorerLink>
          ) : (
            <Placeholder state={state} className="w-20" />
          )}
        </Cell>
        <Cell name={t('transactions')}>
          {head ? format.number(head.transactionCount) : <Placeholder state={state} className="w-8" />}
        </Cell>
      </dl>
    </section>
  )
}

function Cell({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-3 sm:px-5">
      <dt className="truncate text-muted text-xs">{name}</dt>
      <dd className="truncate font-semibold tabular">{children}</dd>
    </div>
  )
}

/** While a value is on its way it is a grey bar; when it will not come it is a dash, never a zero. */
function Placeholder({ state, className }: { state: HeadState; className: string }) {
  return state.status === 'connecting' ? <Skeleton className={className} /> : <span className="text-muted">–</span>
}

function Finality({ seals, quorum }: { seals: number | undefined; quorum: number }) {
  const t = useTranslations('head')
  if (seals === undefined) return <span className="text-muted">{t('noSeals')}</span>
  if (seals < quorum) return <span className="font-semibold text-warn">{t('notFinal', { quorum })}</span>
  return (
    <>
      <span className="font-semibold text-good">{t('final')}</span>{' '}
      <span className="text-muted">{t('finalWhy', { quorum })}</span>
    </>
  )
}

function Age({ arrivedAtMs }: { arrivedAtMs: number }) {
  const t = useTranslations('head')
  const format = useFormatter()
  const now = useNow(100) ?? arrivedAtMs
  const seconds = Math.max(0, now - arrivedAtMs) / 1000
  return t('seconds', {
    seconds: format.number(seconds, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  })
}
