import type { ReactNode } from 'react'
import { GarageProvider } from '../../components/garage/GarageProvider.tsx'

export default function GarageLayout({ children }: { children: ReactNode }) {
  return <GarageProvider>{children}</GarageProvider>
}
