import type { Metadata } from 'next'
import { GaragePage } from '../../components/garage/GaragePage.tsx'

export const metadata: Metadata = { title: 'Garage' }

export default function GarageRoute() {
  return <GaragePage />
}
