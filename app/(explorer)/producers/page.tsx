import type { Metadata } from 'next'
import { ProducersScreen } from '../../../components/producers/ProducersScreen.tsx'

export const metadata: Metadata = { title: 'Producers' }

export default function ProducersPage() {
  return <ProducersScreen />
}
