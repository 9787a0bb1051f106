import type { ReactNode } from 'react'
import { ExplorerProviders } from '../../components/explorer/ExplorerProviders.tsx'

export default function ExplorerLayout({ children }: { children: ReactNode }) {
  return <ExplorerProviders>{children}</ExplorerProviders>
}
