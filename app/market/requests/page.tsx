import type { Metadata } from 'next'
import { Suspense } from 'react'
import { MarketPage } from '../../../components/market/MarketPage.tsx'

export const metadata: Metadata = { title: 'Requests' }

export default function RequestsPage() {
  return (
    <Suspense>
      <MarketPage page="requests" />
    </Suspense>
  )
}
