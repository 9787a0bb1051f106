import type { Metadata } from 'next'
import { TokensScreen } from '../../../components/explorer/TokensScreen.tsx'

export const metadata: Metadata = { title: 'Tokens' }

export default function TokensPage() {
  return <TokensScreen />
}
