import type { Metadata } from 'next'
import { KitScreen } from '../../components/kit/KitScreen.tsx'

export const metadata: Metadata = { title: 'Kit', robots: { index: false } }

export default function KitPage() {
  return <KitScreen />
}
