import type { Metadata } from 'next'
import { CarPage } from '../../components/appraise/CarPage.tsx'

export const metadata: Metadata = { title: 'Oracle' }

export default function OraclePage() {
  return <CarPage page="oracle" />
}
