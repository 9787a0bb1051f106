'use client'

import { useTranslations } from 'next-intl'
import { Button } from '../ui/Button.tsx'

/** Stands in for a page that failed; the frame around it lives on. */
export function BrokenPage({ name }: { name: string }) {
  const t = useTranslations('broken')
  return (
    <div role="alert" className="flex flex-col items-start gap-3 py-10">
      <h1 className="font-extrabold text-2xl tracking-tight">{t('title')}</h1>
      <p className="max-w-prose">{t('text')}</p>
      <p className="font-mono text-muted text-xs">{name}</p>
      <Button variant="primary" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </div>
  )
}
