'use client'

import './mendLanguage.ts'
import { useEffect, useRef, useState } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { LineChartProps } from './LineChart.tsx'
import { resolveColour } from './resolveColour.ts'

const height = 192

export function LinePlot({ x, y, formatX, formatY }: LineChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const [readout, setReadout] = useState<number>()

  useEffect(() => {
    const host = box.current!
    const create = () => {
      plot.current?.destroy()
      plot.current = new uPlot(
        options(
          { width: host.clientWidth, step: smallestGap(x), formatX, formatY, onPoint: setReadout },
          getComputedStyle(host),
        ),
        [[...x], [...y]],
        host,
      )
    }
    create()
    const resize = new ResizeObserver(() => plot.current?.setSize({ width: host.clientWidth, height }))
    resize.observe(host)
    // The curve is painted, not styled: a change of theme needs a new one.
    const theme = new MutationObserver(create)
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const system = matchMedia('(prefers-color-scheme: dark)')
    system.addEventListener('change', create)
    return () => {
      resize.disconnect()
      theme.disconnect()
      system.removeEventListener('change', create)
      plot.current?.destroy()
      plot.current = null
    }
  }, [x, y, formatX, formatY])

  return (
    <div>
      <div ref={box} style={{ height }} aria-hidden />
      <p className="h-5 text-muted text-sm tabular">
        {readout !== undefined && `${formatX(x[readout]!)}: ${formatY(y[readout]!)}`}
      </p>
    </div>
  )
}

type Look = Pick<LineChartProps, 'formatX' | 'formatY'> & {
  width: number
  /** Between two points there is nothing: the axis is not divided finer. */
  step: number
  onPoint(index: number | undefined): void
}

function smallestGap(x: readonly number[]): number {
  const gaps = x.slice(1).map((value, index) => value - x[index]!)
  return gaps.length === 0 ? 1 : Math.min(...gaps)
}

const wholeSteps = Array.from({ length: 13 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat()

function options({ width, step, formatX, formatY, onPoint }: Look, style: CSSStyleDeclaration): uPlot.Options {
  const colour = (name: string) => resolveColour(style, name)
  const axis = {
    font: `12px ${style.fontFamily}`,
    stroke: colour('--muted'),
    ticks: { show: false },
  }
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7, fill: colour('--accent') } },
    scales: { x: { time: false }, y: { range: (_plot, _low, high) => [0, high > 0 ? high * 1.1 : 1] } },
    series: [{}, { stroke: colour('--accent'), width: 1.5, fill: colour('--accent-soft'), points: { show: false } }],
    axes: [
      {
        ...axis,
        incrs: wholeSteps.map((many) => many * step),
        grid: { show: false },
        values: (_plot, values) => values.map(formatX),
      },
      {
        ...axis,
        size: 56,
        grid: { stroke: colour('--line'), width: 1 },
        values: (_plot, values) => values.map(formatY),
      },
    ],
    hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx ?? undefined)] },
  }
}
