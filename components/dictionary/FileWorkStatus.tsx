'use client'

import { useTranslations } from 'next-intl'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'
import { useDictionaryFailure } from './useDictionaryFailure.ts'
import type { useFileWork } from './useFileWork.ts'

/** How far the worker is, and what it could not do. */
export function FileWorkStatus({ work, size }: { work: ReturnType<typeof useFileWork>; size: number }) {
  const t = useTranslations('dictionaryData')
  const say = useDictionaryFailure()
  const { busy, error, bytes } = work
  const place = (error as { details?: string } | undefined)?.details
  return (
    <>
      {busy && (
        <div className="flex items-end gap-3">
          <div className="flex-1">
            <Progress label={t('working')} value={size > 0 ? Math.min(1, bytes / size) : undefined} />
          </div>
          <Button size="sm" onClick={work.stop}>
            {t('stop')}
          </Button>
        </div>
      )}
      {error !== undefined && !busy && (
        <p role="alert" className="text-bad text-sm">
          {say(error)} {place && <span className="font-mono">{place}</span>}
        </p>
      )}
    </>
  )
}
