import type { Metadata } from 'next'
import { AddressScreen } from '../../../components/explorer/AddressScreen.tsx'

export const metadata: Metadata = { title: 'Address' }

export default function AddressPage() {
  return <AddressScreen />
}
