'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { findNamed, useDictionaryFailure } from './useDictionaryFailure.ts'

/** What stands in for a value that is on its way or could not be had. */
export function QueryFailure({ query, rows = 4 }: { query: UseQueryResult<unknown>; rows?: number }) {
  const t = useTranslations('dictionary')
  const say = useDictionaryFailure()
  if (!query.error) {
    return (
      <Card aria-busy className="flex flex-col gap-3 p-4">
        <p className="sr-only" role="status">
          {t('reading')}
        </p>
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the waiting rows are all alike
          <Skeleton key={row} className={row % 2 ? 'w-3/5' : 'w-2/5'} />
        ))}
      </Card>
    )
  }
  return (
    <Card>
      <ErrorState
        title={t('failed')}
        name={findNamed(query.error).name}
        action={
          <Button size="sm" busy={query.isFetching} onClick={() => query.refetch()}>
            {t('retry')}
          </Button>
        }
      >
        {say(query.error)}
      </ErrorState>
    </Card>
  )
}
