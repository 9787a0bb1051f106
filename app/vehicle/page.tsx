import type { Metadata } from 'next'
import { CarPage } from '../../components/appraise/CarPage.tsx'

export const metadata: Metadata = { title: 'Credit ID' }

export default function VehiclePage() {
  return <CarPage page="vehicle" />
}
