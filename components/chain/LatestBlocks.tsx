'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useHead } from '../providers/useHead.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { BlockTable } from './BlockTable.tsx'

/** The newest blocks, live. */
export function LatestBlocks({ count }: { count: number }) {
  const t = useTranslations('blocks')
  const state = useHead()
  const blocks = state.status === 'live' ? state.recent.slice(0, count) : undefined
  return (
    <Card>
      <CardHeader
        title={t('latest')}
        action={
          <Link href="/explorer" className="link text-sm">
            {t('all')}
          </Link>
        }
      />
      <BlockTable blocks={blocks} rows={count} down={state.status !== 'live' && state.status !== 'connecting'} />
    </Card>
  )
}
