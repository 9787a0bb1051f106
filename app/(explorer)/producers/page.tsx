import type { Metadata } from 'next'
import { ProducersPage } from '../../../components/producers/ProducersPage.tsx'

export const metadata: Metadata = { title: 'Producers' }

export default function ProducersRoute() {
  return <ProducersPage />
}
