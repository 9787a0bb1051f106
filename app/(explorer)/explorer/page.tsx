import type { Metadata } from 'next'
import { ExplorerScreen } from '../../../components/explorer/ExplorerScreen.tsx'

export const metadata: Metadata = { title: 'Explorer' }

export default function ExplorerPage() {
  return <ExplorerScreen />
}
