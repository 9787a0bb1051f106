import type { Metadata } from 'next'
import { SaleScreen } from '../../components/appraise/SaleScreen.tsx'

export const metadata: Metadata = { title: 'Cars for sale' }

export default function SalePage() {
  return <SaleScreen />
}
