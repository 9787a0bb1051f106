'use client'

import type { ReactNode } from 'react'
import { CheckMark } from './CheckMark.tsx'

/** Says that something is not shown because an index lied about it, and by which name it was refused. */
export function RefusedNote({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <CheckMark state="refused" />
      {children} <span className="font-mono text-muted text-xs">{name}</span>
    </span>
  )
}
