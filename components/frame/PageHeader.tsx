'use client'

import { CircleHelp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { type HelpTopic, useOverlays } from './OverlayProvider.tsx'

/** Title, purpose in one line, and the page's help. Also names the browser tab. */
export function PageHeader({
  title,
  tabTitle,
  purpose,
  help,
  mark,
  isLate = false,
  children,
}: {
  title: ReactNode
  tabTitle: string
  purpose: ReactNode
  help: HelpTopic
  /** What the values of the page rest on. */
  mark?: ReactNode
  /** Of one thing, whose name and purpose come after the page: their room is kept, so that nothing below them moves. */
  isLate?: boolean
  children?: ReactNode
}) {
  const t = useTranslations('frame')
  const { openHelp } = useOverlays()
  useEffect(() => {
    document.title = `${tabTitle} · QoodBlock`
  }, [tabTitle])
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3 print:mb-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1
            className={cx(
              'font-extrabold text-2xl tracking-tight print:text-xl',
              isLate && 'max-sm:min-h-[2lh] max-sm:w-full',
            )}
          >
            {title}
          </h1>
          {mark}
        </div>
        <p className={cx('max-w-prose text-muted print:text-sm', isLate && 'min-h-[2lh] max-sm:min-h-[3lh]')}>
          {purpose}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        {children}
        <Button size="sm" onClick={() => openHelp(help)}>
          <CircleHelp aria-hidden className="size-4" />
          {t('help')}
        </Button>
      </div>
    </header>
  )
}
