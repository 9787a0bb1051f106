import type { Metadata } from 'next'
import { CarPage } from '../../components/appraise/CarPage.tsx'

export const metadata: Metadata = { title: 'Appraisals' }

export default function AppraisalsPage() {
  return <CarPage page="appraisal" />
}
