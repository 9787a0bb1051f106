'use client'

import { lazy } from 'react'
import { LazyScreen } from '../ui/LazyScreen.tsx'

const ProducersScreen = lazy(async () => ({ default: (await import('./ProducersScreen.tsx')).ProducersScreen }))

/** Producers and votes, fetched after the first paint. */
export function ProducersPage() {
  return <LazyScreen screen={ProducersScreen} />
}
