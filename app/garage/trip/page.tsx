import type { Metadata } from 'next'
import { TripScreen } from '../../../components/garage/TripScreen.tsx'

export const metadata: Metadata = { title: 'Trip' }

export default function TripPage() {
  return <TripScreen />
}
