import type { Metadata } from 'next'
import { RecordScreen } from '../../../components/appraise/RecordScreen.tsx'

export const metadata: Metadata = { title: 'Write a record' }

export default function RecordPage() {
  return <RecordScreen />
}
