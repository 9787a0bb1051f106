import type { ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-sm border border-line bg-page px-1.5 py-px font-mono text-muted text-xs">{children}</kbd>
  )
}
