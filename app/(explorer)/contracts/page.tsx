import type { Metadata } from 'next'
import { ContractsScreen } from '../../../components/contracts/ContractsScreen.tsx'

export const metadata: Metadata = { title: 'Contracts' }

export default function ContractsPage() {
  return <ContractsScreen />
}
