import type { Metadata } from 'next'
import { TransactionsScreen } from '../../../components/explorer/TransactionsScreen.tsx'

export const metadata: Metadata = { title: 'Transactions' }

export default function TransactionsPage() {
  return <TransactionsScreen />
}
