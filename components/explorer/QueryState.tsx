'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { isRefusal } from '../../lib/chain/nameError.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { cx } from '../ui/cx.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

/** The room that the seals of a block take. */
export const tallFact = 'min-h-34 sm:min-h-21'

const badInput = new Set([
  'Chain.InvalidBlockIdError',
  'Chain.InvalidTransactionHashError',
  'Chain.InvalidAddressError',
  'Chain.AddressChecksumError',
])

/** Draws a query while it runs and when it fails; hands its value on when there is one. */
export function QueryState<value>({
  query,
  rows,
  tallRow,
  children,
}: {
  query: UseQueryResult<value>
  /** How many facts to keep room for, and which of them is the one with several lines. */
  rows: number
  tallRow?: number
  children(value: NonNullable<value>): ReactNode
}) {
  const t = useTranslations('query')
  if (query.data !== undefined && query.data !== null) return children(query.data)
  if (!query.error) return <WaitingFacts rows={rows} tallRow={tallRow} />
  const { name, message } = query.error
  if (badInput.has(name)) {
    return (
      <Card>
        <ErrorState title={t('badTitle')} name={name}>
          {message}
        </ErrorState>
      </Card>
    )
  }
  const isRefused = isRefusal(name)
  return (
    <Card>
      <ErrorState
        title={t(isRefused ? 'refusedTitle' : 'failedTitle')}
        name={name}
        action={
          <Button size="sm" busy={query.isFetching} onClick={() => query.refetch()}>
            {t('retry')}
          </Button>
        }
      >
        {isRefused ? t('refused', { message }) : t('failed')}
      </ErrorState>
    </Card>
  )
}

/** Facts that are on their way. */
export function WaitingFacts({ rows, tallRow }: { rows: number; tallRow?: number | undefined }) {
  const t = useTranslations('query')
  return (
    <Card aria-busy>
      <p className="sr-only" role="status">
        {t('reading')}
      </p>
      <Facts>
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the waiting rows are all alike
          <Fact key={index} name={'\u00a0'}>
            <div className={cx(index === tallRow && tallFact)}>
              <Skeleton className="w-3/5" />
            </div>
          </Fact>
        ))}
      </Facts>
    </Card>
  )
}
