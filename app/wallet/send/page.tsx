import type { Metadata } from 'next'
import { WalletPage } from '../../../components/wallet/WalletPage.tsx'

export const metadata: Metadata = { title: 'Send' }

export default function SendPage() {
  return <WalletPage page="send" />
}
