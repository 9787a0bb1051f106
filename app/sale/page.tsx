import type { Metadata } from 'next'
import { CarPage } from '../../components/appraise/CarPage.tsx'

export const metadata: Metadata = { title: 'Cars for sale' }

export default function SalePage() {
  return <CarPage page="sale" />
}
