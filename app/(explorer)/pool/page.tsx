import type { Metadata } from 'next'
import { PoolScreen } from '../../../components/explorer/PoolScreen.tsx'

export const metadata: Metadata = { title: 'Waiting transactions' }

export default function PoolPage() {
  return <PoolScreen />
}
