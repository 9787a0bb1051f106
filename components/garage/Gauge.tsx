'use client'

import { useFormatter } from 'next-intl'
import { useEffect, useRef } from 'react'
import { eachSince, type LiveSignal, latest } from './createLive.ts'
import { useSignalName } from './useSignalName.ts'

const spanMs = 60_000

/** One value, large, with its last minute. Both are painted each frame straight from the live history. */
export function Gauge({ signal }: { signal: LiveSignal }) {
  const format = useFormatter()
  const name = useSignalName()
  const canvas = useRef<HTMLCanvasElement>(null)
  const figure = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    let frame = 0
    let drawn = -1
    const digits = digitsFor(signal)
    const paint = () => {
      frame = requestAnimationFrame(paint)
      if (drawn === signal.count) return
      drawn = signal.count
      const value = latest(signal)
      if (figure.current && value !== undefined) {
        figure.current.textContent = format.number(value, {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        })
      }
      if (canvas.current) drawHistory(canvas.current, signal)
    }
    paint()
    return () => cancelAnimationFrame(frame)
  }, [signal, format])

  return (
    <li className="flex min-w-0 flex-col rounded-md border border-line bg-page p-3">
      <span className="truncate text-muted text-sm" title={name(signal.name)}>
        {name(signal.name)}
      </span>
      <span className="flex items-baseline gap-1 font-bold text-2xl tabular">
        <span ref={figure}>—</span>
        <span className="font-normal text-muted text-sm">{signal.unit}</span>
      </span>
      <canvas ref={canvas} aria-hidden className="mt-1 h-10 w-full text-accent" />
    </li>
  )
}

function digitsFor({ unit }: LiveSignal): number {
  if (unit === 'V' || unit === 'g/s' || unit === 'L/h' || unit === 'ratio') return 2
  return unit === '%' || unit === '°' ? 1 : 0
}

function drawHistory(canvas: HTMLCanvasElement, signal: LiveSignal): void {
  const ratio = devicePixelRatio
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)]
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const paint = canvas.getContext('2d')
  if (!paint) return
  const now = signal.times[(signal.count - 1) % signal.times.length]!
  const room = signal.max - signal.min || 1
  paint.clearRect(0, 0, width, height)
  paint.strokeStyle = getComputedStyle(canvas).color
  paint.lineWidth = 1.5 * ratio
  paint.lineJoin = 'round'
  paint.beginPath()
  eachSince(signal, now - spanMs, (time, value) => {
    paint.lineTo(
      width * (1 - (now - time) / spanMs),
      height - 2 * ratio - ((height - 4 * ratio) * (value - signal.min)) / room,
    )
  })
  paint.stroke()
}
