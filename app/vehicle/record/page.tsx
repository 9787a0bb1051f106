import type { Metadata } from 'next'
import { CarPage } from '../../../components/appraise/CarPage.tsx'

export const metadata: Metadata = { title: 'Write a record' }

export default function RecordPage() {
  return <CarPage page="record" />
}
