import type { Metadata } from 'next'
import { WalletPage } from '../../../components/wallet/WalletPage.tsx'

export const metadata: Metadata = { title: 'Restore a wallet' }

export default function RestorePage() {
  return <WalletPage page="restore" />
}
