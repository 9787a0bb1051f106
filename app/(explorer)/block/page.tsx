import type { Metadata } from 'next'
import { BlockScreen } from '../../../components/explorer/BlockScreen.tsx'

export const metadata: Metadata = { title: 'Block' }

export default function BlockPage() {
  return <BlockScreen />
}
