import type { Metadata } from 'next'
import { Suspense } from 'react'
import { SellPage } from '../../../components/sell/SellPage.tsx'

export const metadata: Metadata = { title: 'Offer' }

export default function OfferPage() {
  return (
    <Suspense>
      <SellPage page="offer" />
    </Suspense>
  )
}
