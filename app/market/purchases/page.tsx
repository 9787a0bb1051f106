import type { Metadata } from 'next'
import { Suspense } from 'react'
import { MarketPage } from '../../../components/market/MarketPage.tsx'

export const metadata: Metadata = { title: 'Purchases' }

export default function PurchasesPage() {
  return (
    <Suspense>
      <MarketPage page="purchases" />
    </Suspense>
  )
}
