import type { Metadata } from 'next'
import { TrustScreen } from '../../../components/trust/TrustScreen.tsx'

export const metadata: Metadata = { title: 'Servers and trust' }

export default function TrustPage() {
  return <TrustScreen />
}
