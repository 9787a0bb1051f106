import type { Metadata } from 'next'
import { TxScreen } from '../../../components/explorer/TxScreen.tsx'

export const metadata: Metadata = { title: 'Transaction' }

export default function TransactionPage() {
  return <TxScreen />
}
