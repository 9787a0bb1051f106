import type { Metadata } from 'next'
import { Suspense } from 'react'
import { SellPage } from '../../../components/sell/SellPage.tsx'

export const metadata: Metadata = { title: 'Money' }

export default function MoneyPage() {
  return (
    <Suspense>
      <SellPage page="money" />
    </Suspense>
  )
}
