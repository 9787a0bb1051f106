import type { Metadata } from 'next'
import { CarPage } from '../../components/appraise/CarPage.tsx'

export const metadata: Metadata = { title: 'Appraise' }

export default function AppraisePage() {
  return <CarPage page="appraise" />
}
