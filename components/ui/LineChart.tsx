'use client'

import { lazy, Suspense } from 'react'
import { Skeleton } from './Skeleton.tsx'

const LinePlot = lazy(async () => ({ default: (await import('./LinePlot.tsx')).LinePlot }))

export type LineChartProps = {
  /** What a screen reader hears instead of the curve: its subject and its outcome. */
  label: string
  /** Ascending. */
  x: readonly number[]
  y: readonly number[]
  formatX(value: number): string
  formatY(value: number): string
}

/** A curve over an ordered quantity, with a readout under the pointer. The plotting code is fetched with the first one. */
export function LineChart(props: LineChartProps) {
  return (
    <figure>
      <figcaption className="sr-only">{props.label}</figcaption>
      <Suspense fallback={<Skeleton className="h-48 w-full" />}>
        <LinePlot {...props} />
      </Suspense>
    </figure>
  )
}
