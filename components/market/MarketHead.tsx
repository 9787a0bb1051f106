'use client'

import { useTranslations } from 'next-intl'
import { PageHeader } from '../frame/PageHeader.tsx'
import { MarketTabs } from './MarketTabs.tsx'

const words = {
  browse: ['market.title', 'market.purpose'],
  purchases: ['market.purchases', 'market.purchasesPurpose'],
  requests: ['requests.title', 'requests.purpose'],
  listing: ['market.listing', 'market.listingPurpose'],
  order: ['market.order', 'market.orderPurpose'],
} as const

/** Title and purpose of a page of the market, and the way to the others; of one thing's page as long as the thing is on its way. */
export function MarketHead({ page }: { page: keyof typeof words }) {
  const t = useTranslations()
  const [title, purpose] = words[page]
  const isRoom = page !== 'listing' && page !== 'order'
  return (
    <>
      <PageHeader
        title={t(title)}
        tabTitle={t(title)}
        purpose={t(purpose)}
        help="market"
        isLate={page === 'listing'}
        mark={!isRoom && <span aria-hidden className="h-6" />}
      />
      <MarketTabs page={isRoom ? page : undefined} />
    </>
  )
}
