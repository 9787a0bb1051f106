import type { Metadata } from 'next'
import { NetworkScreen } from '../../../components/explorer/NetworkScreen.tsx'

export const metadata: Metadata = { title: 'Network' }

export default function NetworkPage() {
  return <NetworkScreen />
}
