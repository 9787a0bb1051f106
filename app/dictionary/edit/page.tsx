import type { Metadata } from 'next'
import { DictionaryPage } from '../../../components/dictionary/DictionaryPage.tsx'

export const metadata: Metadata = { title: 'Draft' }

export default function EditPage() {
  return <DictionaryPage page="edit" />
}
