import type { Metadata } from 'next'
import { DataPage } from '../../../components/data/DataPage.tsx'

export const metadata: Metadata = { title: 'Seal a file' }

export default function NewPage() {
  return <DataPage page="new" />
}
