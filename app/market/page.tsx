import type { Metadata } from 'next'
import { Suspense } from 'react'
import { MarketPage } from '../../components/market/MarketPage.tsx'

export const metadata: Metadata = { title: 'Market' }

export default function BrowsePage() {
  return (
    <Suspense>
      <MarketPage page="browse" />
    </Suspense>
  )
}
