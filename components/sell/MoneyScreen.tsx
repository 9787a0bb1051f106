'use client'

import { useTranslations } from 'next-intl'
import { PageHeader } from '../frame/PageHeader.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import { BondCard } from './BondCard.tsx'
import { IncomeCard } from './IncomeCard.tsx'
import { SellTabs } from './SellTabs.tsx'

/** What came in, what is still in escrow, what is at stake, what waits to be taken. */
export function MoneyScreen() {
  const t = useTranslations('money')
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="market" />
      <SellTabs page="money" />
      <WalletGate>
        {({ address }) => (
          <div className="mt-6 flex flex-col gap-6">
            <BondCard account={address} />
            <IncomeCard account={address} />
          </div>
        )}
      </WalletGate>
    </>
  )
}
