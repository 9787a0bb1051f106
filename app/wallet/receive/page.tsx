import type { Metadata } from 'next'
import { WalletPage } from '../../../components/wallet/WalletPage.tsx'

export const metadata: Metadata = { title: 'Receive' }

export default function ReceivePage() {
  return <WalletPage page="receive" />
}
