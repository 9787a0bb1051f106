'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue } from 'react'
import type { Hex } from '../../lib/bytes/hex.ts'
import { useQueryId } from '../appraise/useQueryId.ts'
import { Shield } from '../chain/Shield.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { BuyPanel } from './BuyPanel.tsx'
import { CoverageCard } from './CoverageCard.tsx'
import { ListingFacts } from './ListingFacts.tsx'
import { ListingColumns, ListingWaiting } from './ListingWaiting.tsx'
import { MarketTabs } from './MarketTabs.tsx'
import { PayoutsCard } from './PayoutsCard.tsx'
import { SchemaCard } from './SchemaCard.tsx'
import { StorageCard } from './StorageCard.tsx'
import { useCheckedListing } from './useCheckedListing.ts'

export function ListingScreen() {
  const t = useTranslations('market')
  const id = useQueryId()
  const isId = /^0x[0-9a-f]{64}$/.test(id)
  const query = useCheckedListing(isId ? (id as Hex) : undefined)
  const title = query.data?.description.title ?? t('listing')
  // Much stands on this page: it is drawn in slices.
  const shown = useDeferredValue(query.data)
  return (
    <>
      <PageHeader
        title={title}
        tabTitle={title}
        purpose={query.data?.description.summary ?? t('listingPurpose')}
        help="market"
        isLate={id !== ''}
        mark={id !== '' && <Shield proof={query.proof} />}
      />
      <MarketTabs page={undefined} />
      {!isId || query.data === null ? (
        <Card>
          <EmptyState title={t('noListing')}>{t('noListingText')}</EmptyState>
        </Card>
      ) : query.isPending || (query.data && shown?.listing.id !== id) ? (
        <ListingWaiting />
      ) : (
        <QueryState query={query} rows={8}>
          {(checked) => (
            <ListingColumns
              facts={
                <>
                  <ListingFacts checked={checked} />
                  <CoverageCard description={checked.description} />
                  {checked.description.dictionary?.fields && <SchemaCard dictionary={checked.description.dictionary} />}
                  <PayoutsCard listing={checked.listing} />
                  <StorageCard checked={checked} />
                </>
              }
              buy={<BuyPanel checked={checked} />}
            />
          )}
        </QueryState>
      )}
    </>
  )
}
