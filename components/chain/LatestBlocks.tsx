'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useRecentBlocks } from '../providers/useRecentBlocks.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { BlockTable } from './BlockTable.tsx'

/** The newest blocks, live. */
export function LatestBlocks({ count }: { count: number }) {
  const t = useTranslations('blocks')
  const { state, recent } = useRecentBlocks(count)
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
      <BlockTable
        blocks={recent?.slice(0, count)}
        rows={count}
        down={state.status !== 'live' && state.status !== 'connecting'}
      />
    </Card>
  )
}
