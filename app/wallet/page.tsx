import type { Metadata } from 'next'
import { WalletPage } from '../../components/wallet/WalletPage.tsx'

export const metadata: Metadata = { title: 'Wallet' }

export default function OverviewPage() {
  return <WalletPage page="overview" />
}
