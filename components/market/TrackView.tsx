'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { type DataRecord, pointsOf } from './readRecords.ts'

const width = 800
const height = 420
const margin = 24
/** How far above the edge the scale is drawn. */
const scaleUp = 18
const mostPoints = 4_000

/** The way that the car went, with north up and a scale, drawn from the data alone. */
export function TrackView({ records }: { records: readonly DataRecord[] }) {
  const t = useTranslations('market')
  const format = useFormatter()
  const track = useMemo(() => projectTrack(records), [records])
  if (!track) return null
  return (
    <figure className="p-4">
      <div className="relative">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={t('views.trackLabel', { km: track.km })}
          className="w-full rounded-md bg-sunken"
        >
          <polyline
            points={track.line}
            fill="none"
            stroke="var(--color-accent)"
            strokeWidth={3}
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
          <circle cx={track.start[0]} cy={track.start[1]} r={6} fill="var(--color-good)" />
          <rect x={track.end[0] - 5} y={track.end[1] - 5} width={10} height={10} fill="var(--color-bad)" />
          <path
            transform={`translate(${margin}, ${height - scaleUp})`}
            d={`M0 -5 V0 H${track.scale.pixels} V-5`}
            fill="none"
            stroke="var(--color-muted)"
            strokeWidth={2}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        {/* Words in the drawing would shrink with it. */}
        <span
          className="absolute text-muted text-xs"
          style={{
            left: `${((margin + track.scale.pixels + 8) / width) * 100}%`,
            bottom: `calc(${(scaleUp / height) * 100}% - 0.5rem)`,
          }}
        >
          {format.number(track.scale.km, { style: 'unit', unit: 'kilometer' })}
        </span>
      </div>
      <figcaption className="mt-2 text-muted text-sm">{t('views.trackNote', { km: track.km })}</figcaption>
    </figure>
  )
}

function projectTrack(records: readonly DataRecord[]) {
  const all = pointsOf(records)
  const step = Math.max(1, Math.ceil(all.length / mostPoints))
  const points = all.filter((_, i) => i % step === 0 || i === all.length - 1)
  if (points.length < 2) return undefined
  const middle = points[Math.floor(points.length / 2)]!.latitude
  const kmPerDegree = 111.32
  const flat = points.map(({ latitude, longitude }) => ({
    x: longitude * Math.cos((middle * Math.PI) / 180) * kmPerDegree,
    y: latitude * kmPerDegree,
  }))
  const [west, east] = bounds(flat.map(({ x }) => x))
  const [south, north] = bounds(flat.map(({ y }) => y))
  const perKm = Math.min(
    (width - 2 * margin) / Math.max(east - west, 0.05),
    (height - 3 * margin) / Math.max(north - south, 0.05),
  )
  const left = (width - (east - west) * perKm) / 2
  const top = (height - margin - (north - south) * perKm) / 2
  const placed = flat.map(({ x, y }) => [left + (x - west) * perKm, top + (north - y) * perKm] as const)
  const km = flat.slice(1).reduce((sum, { x, y }, i) => sum + Math.hypot(x - flat[i]!.x, y - flat[i]!.y), 0)
  const scaleKm = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].findLast((size) => size * perKm <= 160) ?? 0.05
  return {
    line: placed.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '),
    start: placed[0]!,
    end: placed.at(-1)!,
    km: Math.round(km * 10) / 10,
    scale: { km: scaleKm, pixels: scaleKm * perKm },
  }
}

function bounds(values: readonly number[]): [number, number] {
  let [low, high] = [values[0]!, values[0]!]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [low, high]
}
