import type { Metadata } from 'next'
import { Suspense } from 'react'
import { MarketPage } from '../../../components/market/MarketPage.tsx'

export const metadata: Metadata = { title: 'Listing' }

export default function ListingPage() {
  return (
    <Suspense>
      <MarketPage page="listing" />
    </Suspense>
  )
}
