'use client'

import '../ui/mendLanguage.ts'
import { useFormatter } from 'next-intl'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { decimate } from '../../lib/recording/decimate.ts'
import type { Series } from '../../lib/recording/Trip.ts'
import { resolveColour } from '../ui/resolveColour.ts'
import type { TimeView } from './createTimeView.ts'
import { formatSpan } from './formatSpan.ts'

const height = 128

/** One curve of a trip. The wheel zooms, dragging chooses a stretch, arrows move; all charts of the trip follow. */
export function SeriesPlot({ series, view }: { series: Series; view: TimeView }) {
  const format = useFormatter()
  const box = useRef<HTMLDivElement>(null)
  const [readout, setReadout] = useState<string>()
  const { from, to } = useSyncExternalStore(view.subscribe, view.get, view.get)

  useEffect(() => {
    const host = box.current!
    let plot: uPlot | undefined
    let frame = 0
    const seen = () => decimate(series, view.get().from, view.get().to, Math.max(100, host.clientWidth))
    const say = (time: number | null | undefined, value: number | null | undefined) =>
      setReadout(
        time == null || value == null
          ? undefined
          : `${formatSpan(time)}  ${format.number(value, { maximumFractionDigits: 2 })} ${series.unit}`,
      )

    const refresh = () => {
      frame = 0
      const { times, values } = seen()
      plot?.batch(() => {
        plot?.setData([times, values], false)
        plot?.setScale('x', { min: view.get().from, max: view.get().to })
      })
    }
    const later = () => {
      frame ||= requestAnimationFrame(refresh)
    }
    const create = () => {
      plot?.destroy()
      const { times, values } = seen()
      plot = new uPlot(options(host, view, say), [times, values], host)
      refresh()
    }
    const onWheel = (event: WheelEvent) => {
      if (!plot || !event.ctrlKey) return
      event.preventDefault()
      view.zoom(event.deltaY > 0 ? 1.25 : 0.8, plot.posToVal(event.offsetX, 'x'))
    }
    create()
    const unsubscribe = view.subscribe(later)
    const resize = new ResizeObserver(() => {
      plot?.setSize({ width: host.clientWidth, height })
      later()
    })
    resize.observe(host)
    const theme = new MutationObserver(create)
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const system = matchMedia('(prefers-color-scheme: dark)')
    system.addEventListener('change', create)
    host.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      cancelAnimationFrame(frame)
      unsubscribe()
      resize.disconnect()
      theme.disconnect()
      system.removeEventListener('change', create)
      host.removeEventListener('wheel', onWheel)
      plot?.destroy()
    }
  }, [series, view, format])

  const span = to - from
  return (
    <div>
      <div
        ref={box}
        role="slider"
        tabIndex={0}
        aria-label={series.path}
        aria-valuenow={Math.round(from)}
        aria-valuetext={readout ?? `${formatSpan(from)} – ${formatSpan(to)}`}
        style={{ height }}
        onKeyDown={({ key }) => {
          const middle = (from + to) / 2
          if (key === 'ArrowLeft') view.move(-span / 5)
          else if (key === 'ArrowRight') view.move(span / 5)
          else if (key === '+') view.zoom(0.7, middle)
          else if (key === '-') view.zoom(1.4, middle)
        }}
      />
      <p className="h-5 whitespace-pre text-muted text-xs tabular">{readout}</p>
    </div>
  )
}

function options(
  host: HTMLElement,
  view: TimeView,
  say: (time: number | null | undefined, value: number | null | undefined) => void,
): uPlot.Options {
  const style = getComputedStyle(host)
  const colour = (name: string) => resolveColour(style, name)
  const axis = { font: `12px ${style.fontFamily}`, stroke: colour('--muted'), ticks: { show: false } }
  return {
    width: host.clientWidth,
    height,
    legend: { show: false },
    cursor: {
      y: false,
      sync: { key: 'trip' },
      drag: { x: true, y: false, setScale: false },
      points: { size: 7, fill: colour('--accent') },
    },
    scales: { x: { time: false } },
    series: [{}, { stroke: colour('--accent'), width: 1.25, points: { show: false }, spanGaps: false }],
    axes: [
      { ...axis, size: 28, grid: { show: false }, values: (_plot, values) => values.map(formatSpan) },
      { ...axis, size: 56, grid: { stroke: colour('--line'), width: 1 } },
    ],
    hooks: {
      setCursor: [(plot) => say(plot.data[0][plot.cursor.idx ?? -1], plot.data[1]?.[plot.cursor.idx ?? -1])],
      setSelect: [
        (plot) => {
          if (plot.select.width < 8) return
          view.set(plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x'))
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
        },
      ],
    },
  }
}
