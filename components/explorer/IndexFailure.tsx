'use client'

import { useTranslations } from 'next-intl'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'

/** The index is away or there is none; what the chain itself proves is shown all the same. */
export function IndexFailure({ error, busy, retry }: { error: Error; busy: boolean; retry(): void }) {
  const t = useTranslations('list')
  const none = error.name === 'Explorer.NoIndexError'
  return (
    <ErrorState
      title={t(none ? 'noIndexTitle' : 'failedTitle')}
      name={error.name}
      action={
        <Button size="sm" busy={busy} onClick={retry}>
          {t('retry')}
        </Button>
      }
    >
      {t(none ? 'noIndex' : 'failed')}
    </ErrorState>
  )
}
