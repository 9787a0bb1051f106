import type { Metadata } from 'next'
import { DictionaryPage } from '../../../components/dictionary/DictionaryPage.tsx'

export const metadata: Metadata = { title: 'Convert and join data' }

export default function DataPage() {
  return <DictionaryPage page="data" />
}
