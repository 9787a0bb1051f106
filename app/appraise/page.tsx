import type { Metadata } from 'next'
import { AppraiseScreen } from '../../components/appraise/AppraiseScreen.tsx'

export const metadata: Metadata = { title: 'Appraise' }

export default function AppraisePage() {
  return <AppraiseScreen />
}
