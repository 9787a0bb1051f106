'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { useTask } from '../wallet/useTask.ts'
import { FailureLine } from './FailureLine.tsx'
import { useGarageStore } from './GarageProvider.tsx'

const shownFrames = 20

/** The conversation with the adapter, word by word, so that somebody else can decode it again. */
export function TripLog({ id }: { id: string }) {
  const t = useTranslations('garage.log')
  const store = useGarageStore()
  const [log, setLog] = useState<{ lines: string[]; frames: number; from: number }>()
  const { busy, error, run } = useTask()
  const read = (from: number) =>
    run(async () => setLog({ ...(await (await store.garage()).readLog({ id, from })), from }))
  return (
    <Card aria-label={t('title')}>
      <details onToggle={({ currentTarget }) => currentTarget.open && !log && read(0)}>
        <summary className="cursor-pointer px-4 py-2.5 font-bold">{t('title')}</summary>
        <div className="border-line border-t p-4">
          <p className="mb-2 text-muted text-sm">{t('note')}</p>
          <div role="alert" className="empty:hidden">
            {error !== undefined && <FailureLine failure={error as Error} />}
          </div>
          {log && log.lines.length === 0 && <p className="text-sm">{t('empty')}</p>}
          {log && log.lines.length > 0 && (
            <>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
              <section tabIndex={0} aria-label={t('title')} className="max-h-80 overflow-auto rounded-md bg-sunken p-3">
                <pre className="font-mono text-xs">{log.lines.join('\n')}</pre>
              </section>
              <div className="mt-2 flex gap-2">
                <Button
                  size="sm"
                  disabled={busy || log.from === 0}
                  onClick={() => read(Math.max(0, log.from - shownFrames))}
                >
                  {t('earlier')}
                </Button>
                <Button
                  size="sm"
                  disabled={busy || log.from + shownFrames >= log.frames}
                  onClick={() => read(log.from + shownFrames)}
                >
                  {t('later')}
                </Button>
              </div>
            </>
          )}
        </div>
      </details>
    </Card>
  )
}
