import type { Metadata } from 'next'
import { DataPage } from '../../../components/data/DataPage.tsx'

export const metadata: Metadata = { title: 'Storage nodes' }

export default function NodesPage() {
  return <DataPage page="nodes" />
}
