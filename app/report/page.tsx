import type { Metadata } from 'next'
import { CarPage } from '../../components/appraise/CarPage.tsx'

export const metadata: Metadata = { title: 'Appraisal report' }

export default function ReportPage() {
  return <CarPage page="report" />
}
