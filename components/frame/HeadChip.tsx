'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useHead } from '../providers/useHead.ts'
import { cx } from '../ui/cx.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { ExplorerLink } from './ExplorerLink.tsx'

const dots = { connecting: 'bg-edge', live: 'bg-good', down: 'bg-bad', 'wrong-network': 'bg-bad' }

/** The newest block, on every page. */
export function HeadChip() {
  const t = useTranslations('frame')
  const locale = useLocale()
  const state = useHead()
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
  return (
    <ExplorerLink
      kind="block"
      id={String(state.head.number)}
      aria-label={t('headLabel', { number: state.head.number.toLocaleString(locale) })}
      className="flex items-center gap-2 whitespace-nowrap rounded-md px-1.5 py-1 text-sm tabular hover:bg-sunken"
    >
      {dot}
      {state.head.number.toLocaleString(locale)}
    </ExplorerLink>
  )
}
