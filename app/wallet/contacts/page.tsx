import type { Metadata } from 'next'
import { WalletPage } from '../../../components/wallet/WalletPage.tsx'

export const metadata: Metadata = { title: 'Address book' }

export default function ContactsPage() {
  return <WalletPage page="contacts" />
}
