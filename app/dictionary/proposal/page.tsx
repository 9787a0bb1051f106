import type { Metadata } from 'next'
import { DictionaryPage } from '../../../components/dictionary/DictionaryPage.tsx'

export const metadata: Metadata = { title: 'Proposal' }

export default function ProposalPage() {
  return <DictionaryPage page="proposal" />
}
