'use client'

import { useTranslations } from 'next-intl'
import { PageHeader } from '../frame/PageHeader.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import { MyListings } from './MyListings.tsx'
import { OrdersToServe } from './OrdersToServe.tsx'
import { Sellable } from './Sellable.tsx'
import { SellTabs } from './SellTabs.tsx'

/** What one can sell, what one sells, and what is owed to buyers. */
export function SellScreen() {
  const t = useTranslations('sell')
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="market" />
      <SellTabs page="sell" />
      <WalletGate>
        {({ address }) => (
          <div className="mt-6 flex flex-col gap-6">
            <OrdersToServe seller={address} />
            <Sellable owner={address} />
            <MyListings seller={address} />
          </div>
        )}
      </WalletGate>
    </>
  )
}
