'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useEffect } from 'react'
import { parseExplorerPath } from '../frame/explorerPath.ts'
import { useOverlays } from '../frame/OverlayProvider.tsx'
import english from '../i18n/messages/en/lost.json'
import { Words } from '../i18n/Words.tsx'
import { Button } from '../ui/Button.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { PageLink } from '../ui/PageLink.tsx'
import { useAwake } from '../ui/useAwake.ts'

const ScreenByKind = lazy(async () => ({ default: (await import('./ScreenByKind.tsx')).ScreenByKind }))

/** The page for addresses that name no file. On hosts that do not map EIP-3091 addresses it opens what they name. */
export function LostPage() {
  const path = usePathname()
  const awake = useAwake()
  const target = awake ? parseExplorerPath(path) : undefined
  if (!target)
    return (
      <Words english={english}>
        <Lost path={awake ? path : ''} />
      </Words>
    )
  return (
    <Suspense>
      <ScreenByKind kind={target.kind} />
    </Suspense>
  )
}

function Lost({ path }: { path: string }) {
  const t = useTranslations('lost')
  const { openPalette } = useOverlays()
  useEffect(() => {
    document.title = `${t('title')} · QoodBlock`
  }, [t])
  return (
    <div className="flex flex-col items-start gap-3 py-10">
      <p className="font-mono text-muted text-sm">404 {path}</p>
      <h1 className="font-extrabold text-2xl tracking-tight">{t('title')}</h1>
      <p className="max-w-prose">{t('purpose')}</p>
      <div className="flex flex-wrap gap-2">
        <PageLink href="/" className={buttonClass({ variant: 'primary' })}>
          {t('home')}
        </PageLink>
        <Button onClick={openPalette}>{t('search')}</Button>
      </div>
    </div>
  )
}
