import type { ReactNode } from 'react'
import { Skeleton } from './Skeleton.tsx'

/** The room of a curve that is on its way. Nothing comes any more on paper: it says in words what is not drawn. */
export function CurveWaiting({ children }: { children: ReactNode }) {
  return (
    <>
      <div className="h-53 print:hidden">
        <Skeleton className="w-full" />
      </div>
      <p className="hidden text-sm print:block">{children}</p>
    </>
  )
}
