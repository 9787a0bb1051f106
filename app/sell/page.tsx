import type { Metadata } from 'next'
import { Suspense } from 'react'
import { SellPage } from '../../components/sell/SellPage.tsx'

export const metadata: Metadata = { title: 'Sell' }

export default function SellHomePage() {
  return (
    <Suspense>
      <SellPage page="sell" />
    </Suspense>
  )
}
