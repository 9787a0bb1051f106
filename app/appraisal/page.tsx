import type { Metadata } from 'next'
import { AppraisalScreen } from '../../components/appraise/AppraisalScreen.tsx'

export const metadata: Metadata = { title: 'Appraisals' }

export default function AppraisalPage() {
  return <AppraisalScreen />
}
