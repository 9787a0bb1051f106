import type { Metadata } from 'next'
import { WalletPage } from '../../../components/wallet/WalletPage.tsx'

export const metadata: Metadata = { title: 'Create a wallet' }

export default function CreatePage() {
  return <WalletPage page="create" />
}
