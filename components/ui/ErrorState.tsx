import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** Something failed: says what in plain words, keeps the error's stable name for reports, offers the way on. */
export function ErrorState({
  title,
  name,
  children,
  action,
}: {
  title: string
  name?: string | undefined
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div role="alert" className="flex gap-3 px-4 py-6">
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-bad" />
      <div className="flex min-w-0 flex-col items-start gap-2">
        <p className="font-bold">{title}</p>
        {children && <div className="max-w-prose text-sm">{children}</div>}
        {name && <p className="font-mono text-muted text-xs">{name}</p>}
        {action && <div className="mt-1">{action}</div>}
      </div>
    </div>
  )
}
