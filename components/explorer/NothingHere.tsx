'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

/** The page was opened without saying which block, transaction, address or token. */
export function NothingHere({ title, children }: { title: string; children: React.ReactNode }) {
  const t = useTranslations('query')
  return (
    <Card>
      <EmptyState
        title={title}
        action={
          <Link href="/explorer" className={buttonClass()}>
            {t('toExplorer')}
          </Link>
        }
      >
        {children}
      </EmptyState>
    </Card>
  )
}
