import type { ReactElement } from 'react'
import { cx } from '../ui/cx.ts'

/** Who sends to whom, in one line. Where it is too short for both, each gives way a little, and neither goes. */
export function FromTo({ from, to, className }: { from: ReactElement; to: ReactElement | null; className?: string }) {
  return (
    <span className={cx('flex min-w-0 gap-1 text-muted', className)}>
      <span className="truncate">{from}</span>
      {to !== null && (
        <>
          →<span className="truncate">{to}</span>
        </>
      )}
    </span>
  )
}
