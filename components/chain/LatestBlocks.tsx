'use client'

import { useTranslations } from 'next-intl'
import { useRecentBlocks } from '../providers/useRecentBlocks.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { PageLink } from '../ui/PageLink.tsx'
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
          <PageLink href="/explorer" className="link text-sm">
            {t('all')}
          </PageLink>
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
