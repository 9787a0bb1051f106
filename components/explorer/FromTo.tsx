'use client'

import { cx } from '../ui/cx.ts'
import { AddressLink } from './AddressLink.tsx'

/** Who sends to whom, in one line. Where it is too short for both, each gives way a little, and neither goes. */
export function FromTo({ from, to, className }: { from: string; to: string | null; className?: string }) {
  return (
    <span className={cx('flex min-w-0 gap-1 text-muted', className)}>
      <span className="truncate">
        <AddressLink address={from} />
      </span>
      {to !== null && (
        <>
          →
          <span className="truncate">
            <AddressLink address={to} />
          </span>
        </>
      )}
    </span>
  )
}
