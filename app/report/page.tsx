import type { Metadata } from 'next'
import { ReportScreen } from '../../components/appraise/ReportScreen.tsx'

export const metadata: Metadata = { title: 'Report' }

export default function ReportPage() {
  return <ReportScreen />
}
