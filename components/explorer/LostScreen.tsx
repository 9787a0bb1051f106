'use client'

import { lazy, Suspense } from 'react'

const LostPage = lazy(async () => ({ default: (await import('./LostPage.tsx')).LostPage }))

/** Every page carries its not-found page along; kept this thin, that costs nothing. */
export function LostScreen() {
  return (
    <Suspense>
      <LostPage />
    </Suspense>
  )
}
