'use client'

import { useTranslations } from 'next-intl'
import { PageHeader } from '../frame/PageHeader.tsx'
import { MarketTabs } from './MarketTabs.tsx'

/** Title and purpose of a page of the market that is about nothing in particular, and the way to the others. */
export function MarketHead({ page }: { page: 'browse' | 'purchases' | 'requests' }) {
  const t = useTranslations()
  const { title, purpose } = {
    browse: { title: t('market.title'), purpose: t('market.purpose') },
    purchases: { title: t('market.purchases'), purpose: t('market.purchasesPurpose') },
    requests: { title: t('requests.title'), purpose: t('requests.purpose') },
  }[page]
  return (
    <>
      <PageHeader title={title} tabTitle={title} purpose={purpose} help="market" />
      <MarketTabs page={page} />
    </>
  )
}
