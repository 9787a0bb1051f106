'use client'

import { lazy, Suspense, useRef } from 'react'
import { CurveWaiting } from './CurveWaiting.tsx'
import { useSeen } from './useSeen.ts'

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

/**
 * A curve over an ordered quantity, with a readout under the pointer. It is drawn once it comes near what is in sight; the
 * plotting code is fetched with the first one. On paper the label stands for a curve that is not drawn yet.
 */
export function LineChart(props: LineChartProps) {
  const box = useRef<HTMLElement>(null)
  const isSeen = useSeen(box)
  const waiting = <CurveWaiting>{props.label}</CurveWaiting>
  return (
    <figure ref={box}>
      <figcaption className="sr-only">{props.label}</figcaption>
      <Suspense fallback={waiting}>{isSeen ? <LinePlot {...props} /> : waiting}</Suspense>
    </figure>
  )
}
