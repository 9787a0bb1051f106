import type { ReactNode } from 'react'
import { AppraiseProviders } from '../../components/appraise/AppraiseProviders.tsx'

export default function AppraiseLayout({ children }: { children: ReactNode }) {
  return <AppraiseProviders>{children}</AppraiseProviders>
}
