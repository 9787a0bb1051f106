import type { Metadata } from 'next'
import { VehicleScreen } from '../../components/appraise/VehicleScreen.tsx'

export const metadata: Metadata = { title: 'Vehicle' }

export default function VehiclePage() {
  return <VehicleScreen />
}
