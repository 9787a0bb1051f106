import type { Metadata } from 'next'
import { DataPage } from '../../../components/data/DataPage.tsx'

export const metadata: Metadata = { title: 'Data set' }

export default function SetPage() {
  return <DataPage page="set" />
}
