import type { Metadata } from 'next'
import { DictionaryPage } from '../../../components/dictionary/DictionaryPage.tsx'

export const metadata: Metadata = { title: 'Dictionary' }

export default function ViewPage() {
  return <DictionaryPage page="view" />
}
