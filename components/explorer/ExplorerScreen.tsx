'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { BlockTable } from '../chain/BlockTable.tsx'
import { Shield } from '../chain/Shield.tsx'
import { useHeadProof } from '../chain/useHeadProof.ts'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { useRecentBlocks } from '../providers/useRecentBlocks.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useSeen } from '../ui/useSeen.ts'
import { LiveTransactions } from './LiveTransactions.tsx'
import { ProducerRing } from './ProducerRing.tsx'
import { RateCharts } from './RateCharts.tsx'
import { SearchBox } from './SearchBox.tsx'
import { useAddressNames } from './useAddressNames.ts'

const pageSize = 20

export function ExplorerScreen() {
  const t = useTranslations('explorer')
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="explorer" />
      <div className="flex flex-col gap-6">
        <SearchBox />
        <div className="grid gap-6 *:min-w-0 lg:grid-cols-2">
          <ProducerRing />
          <LiveTransactions />
        </div>
        <RateCharts />
        <BlockList />
      </div>
    </>
  )
}

/**
 * Follows the head until the reader turns to older blocks, which stand still. The seals of each block are checked, so those
 * before the head wait until the list comes in sight.
 */
function BlockList() {
  const t = useTranslations('explorer')
  const body = useRef<HTMLDivElement>(null)
  const { state, recent } = useRecentBlocks(useSeen(body) ? pageSize : 1)
  const headProof = useHeadProof()
  const nameOf = useAddressNames()
  const [top, setTop] = useState<number>()
  const query = useChainQuery({
    queryKey: ['blockPage', top],
    queryFn: async (client) => {
      const { readBlockPage } = await import('../../lib/chain/readBlockPage.ts')
      return readBlockPage(client, top!, pageSize)
    },
    enabled: top !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const live = recent?.slice(0, pageSize)
  const blocks = top === undefined ? live : query.data
  const last = blocks?.at(-1)?.number
  return (
    <Card className="[contain-intrinsic-size:auto_58rem] [content-visibility:auto]">
      <CardHeader
        title={t('blocks')}
        note={t(top === undefined ? 'following' : 'paused')}
        action={<Shield proof={top === undefined ? headProof : query.proof} />}
      />
      {query.error && top !== undefined ? (
        <ErrorState
          title={t('failed')}
          name={query.error.name}
          action={
            <Button size="sm" onClick={() => query.refetch()}>
              {t('retry')}
            </Button>
          }
        />
      ) : (
        <div ref={body}>
          <BlockTable
            blocks={blocks}
            rows={pageSize}
            nameOf={nameOf}
            down={state.status !== 'live' && state.status !== 'connecting'}
          />
        </div>
      )}
      <div className="flex gap-2 border-line border-t p-3">
        <Button size="sm" disabled={top === undefined} onClick={() => setTop(undefined)}>
          {t('newest')}
        </Button>
        <Button size="sm" disabled={!last} onClick={() => last && setTop(last - 1)}>
          {t('older')}
        </Button>
      </div>
    </Card>
  )
}
