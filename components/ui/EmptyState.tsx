import type { ReactNode } from 'react'

/** Nothing here, and that is all right: says why and what would fill it. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-2 px-4 py-8">
      <p className="font-bold">{title}</p>
      {children && <div className="max-w-prose text-muted text-sm">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}
