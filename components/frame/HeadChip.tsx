'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useHead } from '../providers/useHead.ts'
import { cx } from '../ui/cx.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useNow } from '../ui/useNow.ts'
import { ExplorerLink } from './ExplorerLink.tsx'

const dots = {
  connecting: 'bg-edge',
  live: 'bg-good',
  down: 'bg-bad',
  refused: 'bg-bad',
  reset: 'bg-warn',
  'wrong-network': 'bg-bad',
}

/** The newest block that was checked here, with its age, on every page. */
export function HeadChip() {
  const t = useTranslations('frame')
  const format = useFormatter()
  const state = useHead()
  const now = useNow(1000)
  const dot = <span aria-hidden className={cx('size-2 rounded-full', dots[state.status])} />
  if (state.status !== 'live') {
    return (
      <span className="flex items-center gap-2 whitespace-nowrap text-muted text-sm">
        {dot}
        {state.status === 'connecting' ? (
          <>
            <span className="sr-only">{t('status.connecting')}</span>
            <Skeleton className="w-16" />
          </>
        ) : (
          t(`status.${state.status}`)
        )}
      </span>
    )
  }
  const seconds = format.number(Math.max(0, Math.round((now ?? state.arrivedAtMs) / 1000 - state.head.timestamp)))
  const number = format.number(state.head.number)
  return (
    <ExplorerLink
      kind="block"
      id={String(state.head.number)}
      aria-label={t('headLabel', { number, seconds })}
      className="flex items-center gap-2 whitespace-nowrap rounded-md px-1.5 py-1 text-sm tabular hover:bg-sunken"
    >
      {dot}
      {number}
      <span className="text-muted">{t('headAge', { seconds })}</span>
    </ExplorerLink>
  )
}
