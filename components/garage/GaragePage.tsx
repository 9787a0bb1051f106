'use client'

import { lazy } from 'react'
import { LazyScreen } from '../ui/LazyScreen.tsx'

const GarageScreen = lazy(async () => ({ default: (await import('./GarageScreen.tsx')).GarageScreen }))

/** The garage, fetched after the first paint. */
export function GaragePage() {
  return <LazyScreen screen={GarageScreen} />
}
