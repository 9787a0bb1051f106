'use client'

import { type ComponentType, type LazyExoticComponent, Suspense } from 'react'
import { Skeleton } from './Skeleton.tsx'

/** What a page holds, fetched after its first paint; until it is there, where it will stand. */
export function LazyScreen({ screen: Screen }: { screen: LazyExoticComponent<ComponentType> }) {
  return (
    <Suspense fallback={<Waiting />}>
      <Screen />
    </Suspense>
  )
}

function Waiting() {
  return (
    <div aria-hidden className="flex min-h-[60vh] flex-col gap-4">
      <Skeleton className="h-8 w-64" />
      <Skeleton className="h-4 w-96 max-w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  )
}
