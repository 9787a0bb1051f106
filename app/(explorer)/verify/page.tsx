import type { Metadata } from 'next'
import { VerifyScreen } from '../../../components/verify/VerifyScreen.tsx'

export const metadata: Metadata = { title: 'Check a proof' }

export default function VerifyPage() {
  return <VerifyScreen />
}
