import type { Metadata } from 'next'
import { Suspense } from 'react'
import { MarketPage } from '../../../components/market/MarketPage.tsx'

export const metadata: Metadata = { title: 'Order' }

export default function OrderPage() {
  return (
    <Suspense>
      <MarketPage page="order" />
    </Suspense>
  )
}
