'use client'

import { useTranslations } from 'next-intl'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'

/** The page was opened without saying which block, transaction, address or token. */
export function NothingHere({ title, children }: { title: string; children: React.ReactNode }) {
  const t = useTranslations('query')
  return (
    <Card>
      <EmptyState
        title={title}
        action={
          <PageLink href="/explorer" className={buttonClass()}>
            {t('toExplorer')}
          </PageLink>
        }
      >
        {children}
      </EmptyState>
    </Card>
  )
}
