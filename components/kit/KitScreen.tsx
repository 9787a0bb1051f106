'use client'

import { useEffect } from 'react'
import { KitFeedback } from './KitFeedback.tsx'
import { KitForms } from './KitForms.tsx'
import { KitFoundations } from './KitFoundations.tsx'
import { KitLayers } from './KitLayers.tsx'
import { KitValues } from './KitValues.tsx'

/**
 * The living page of the design system, for those who build: every primitive in every state. It speaks to developers, so
 * its own words stand here and not among the messages; nothing links to it.
 */
export function KitScreen() {
  useEffect(() => {
    document.title = 'Kit · QoodBlock'
  }, [])
  return (
    <div className="flex flex-col gap-10">
      <h1 className="font-extrabold text-2xl tracking-tight">Kit</h1>
      <KitFoundations />
      <KitForms />
      <KitValues />
      <KitFeedback />
      <KitLayers />
    </div>
  )
}
