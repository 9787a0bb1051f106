import type { Metadata } from 'next'
import { DataPage } from '../../components/data/DataPage.tsx'

export const metadata: Metadata = { title: 'My data' }

export default function ListPage() {
  return <DataPage page="list" />
}
