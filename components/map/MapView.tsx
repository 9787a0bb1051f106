'use client'

import { Minus, Plus } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Skeleton } from '../ui/Skeleton.tsx'

export type LonLat = readonly [longitude: number, latitude: number]
export type MapPoint = {
  id: string
  at: LonLat
  label: string
  tone?: 'accent' | 'good' | 'warn' | 'bad'
  href?: string
}
export type MapBox = { id: string; west: number; south: number; east: number; north: number; label: string }
/** A place that can be chosen, with a word or a count on it. */
export type MapPin = { id: string; at: LonLat; text: string; label: string; choose(): void }
export type MapTrack = { id: string; line: readonly LonLat[] }
export type MapProps = {
  /** What a screen reader hears instead of the map: its subject and its outcome. */
  label: string
  tracks?: readonly MapTrack[]
  points?: readonly MapPoint[]
  boxes?: readonly MapBox[]
  pins?: readonly MapPin[]
  /** Lets one look for what lies in the part of the map that is in sight. */
  look?: { label: string; choose(box: Omit<MapBox, 'id' | 'label'>): void }
  /** The names of the two buttons. */
  words: { zoomIn: string; zoomOut: string }
}

const MapDrawing = lazy(async () => ({ default: (await import('./MapDrawing.tsx')).MapDrawing }))

/**
 * A map from data that comes with the app: coasts and borders of the world, and over them what the page knows. No tile is
 * fetched, so nobody learns which place somebody looks at.
 */
export function MapView(props: MapProps) {
  return (
    <figure>
      <figcaption className="sr-only">{props.label}</figcaption>
      <Suspense fallback={<Skeleton className="h-80 w-full" />}>
        <MapDrawing
          {...props}
          zoomInIcon={<Plus aria-hidden className="size-4" />}
          zoomOutIcon={<Minus aria-hidden className="size-4" />}
        />
      </Suspense>
    </figure>
  )
}
