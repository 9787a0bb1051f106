import type { Metadata } from 'next'
import { WalletPage } from '../../../components/wallet/WalletPage.tsx'

export const metadata: Metadata = { title: 'Security' }

export default function SecurityPage() {
  return <WalletPage page="security" />
}
