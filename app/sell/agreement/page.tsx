import type { Metadata } from 'next'
import { Suspense } from 'react'
import { SellPage } from '../../../components/sell/SellPage.tsx'

export const metadata: Metadata = { title: 'Agreement' }

export default function AgreementPage() {
  return (
    <Suspense>
      <SellPage page="agreement" />
    </Suspense>
  )
}
