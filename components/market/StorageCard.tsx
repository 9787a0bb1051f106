'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { CheckedListing } from '../../lib/market/checkOpenedRow.ts'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useMarket } from './MarketProvider.tsx'
import { useEntries } from './useEntries.ts'

/** Where the encrypted data lies, asked of each storage node: what all is there decides whether it can be bought. */
export function StorageCard({ checked: { description } }: { checked: CheckedListing }) {
  const t = useTranslations('market')
  const market = useMarket()
  const entries = useEntries(description)
  const health = useQuery({
    queryKey: ['storage', description.id],
    queryFn: async () => {
      const { findMissing } = await import('../../lib/ipfs/putBlocks.ts')
      const { pages, cids } = entries.data!
      const all = [...pages, ...cids]
      return Promise.all(
        (await market.nodes()).map(async (node) => {
          const missing = await findMissing({ node, cids: all }).catch(() => undefined)
          return { http: node.http, total: all.length, missing: missing?.length }
        }),
      )
    },
    enabled: entries.data !== undefined,
    staleTime: 60_000,
  })
  const query = { data: health.data, error: entries.error ?? health.error, isFetching: health.isFetching }
  return (
    <Card aria-busy={query.isFetching}>
      <CardHeader title={t('storage')} note={t('storageNote')} />
      <Facts>
        {query.data ? (
          query.data.map(({ http, total, missing }) => (
            <Fact key={http} name={new URL(http).host}>
              {missing === undefined ? (
                <Badge tone="warn">{t('nodeAway')}</Badge>
              ) : missing === 0 ? (
                <Badge tone="good">{t('allBlocks', { total })}</Badge>
              ) : (
                <Badge tone="bad">{t('missingBlocks', { missing, total })}</Badge>
              )}
            </Fact>
          ))
        ) : (
          <Fact name={'\u00a0'}>{query.error ? t('storageFailed') : <Skeleton className="w-40" />}</Fact>
        )}
      </Facts>
    </Card>
  )
}
