import type { Metadata } from 'next'
import { TokenScreen } from '../../../components/explorer/TokenScreen.tsx'

export const metadata: Metadata = { title: 'Token' }

export default function TokenPage() {
  return <TokenScreen />
}
