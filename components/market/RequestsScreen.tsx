'use client'

import { useTranslations } from 'next-intl'
import { PageHeader } from '../frame/PageHeader.tsx'
import { MarketTabs } from './MarketTabs.tsx'
import { RequestForm } from './RequestForm.tsx'
import { RequestList } from './RequestList.tsx'

/** What buyers look for, and how to look for something. */
export function RequestsScreen() {
  const t = useTranslations('requests')
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="market" />
      <MarketTabs page="requests" />
      <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
        <RequestList />
        <RequestForm />
      </div>
    </>
  )
}
