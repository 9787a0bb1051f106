import type { ComponentProps } from 'react'
import { EmptyState } from './EmptyState.tsx'
import { Skeleton } from './Skeleton.tsx'

/** Waits with the room of the empty state, which is what a newcomer sees next: so nothing below it moves then. */
export function EmptyWaiting({ says, ...empty }: ComponentProps<typeof EmptyState> & { says: string }) {
  return (
    <div className="relative">
      <p role="status" className="sr-only">
        {says}
      </p>
      <div aria-hidden className="invisible">
        <EmptyState {...empty} />
      </div>
      <div aria-hidden className="absolute inset-x-4 top-8 flex flex-col items-start gap-3">
        <Skeleton className="w-2/5" />
        <Skeleton className="w-3/5" />
      </div>
    </div>
  )
}
