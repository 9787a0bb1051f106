import type { Metadata } from 'next'
import { OracleScreen } from '../../components/appraise/OracleScreen.tsx'

export const metadata: Metadata = { title: 'Oracle' }

export default function OraclePage() {
  return <OracleScreen />
}
