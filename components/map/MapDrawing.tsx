'use client'

import { type GeoPermissibleObjects, geoMercator, geoPath } from 'd3-geo'
import { type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { buttonClass } from '../ui/buttonClass.ts'
import { cx } from '../ui/cx.ts'
import { extentOf } from './extentOf.ts'
import type { MapPoint, MapProps } from './MapView.tsx'
import { scaleBar } from './scaleBar.ts'

type World = { land: GeoPermissibleObjects; borders: GeoPermissibleObjects }
const height = 320

const tones: Record<NonNullable<MapPoint['tone']>, string> = {
  accent: 'fill-accent',
  good: 'fill-good',
  warn: 'fill-warn',
  bad: 'fill-bad',
}

export function MapDrawing({
  tracks = [],
  points = [],
  boxes = [],
  pins = [],
  look,
  words,
  zoomInIcon,
  zoomOutIcon,
}: MapProps & { zoomInIcon: ReactNode; zoomOutIcon: ReactNode }) {
  const host = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(640)
  const [view, setView] = useState({ zoom: 1, x: 0, y: 0 })
  const drag = useRef<{ x: number; y: number } | undefined>(undefined)
  const world = useWorld()

  useEffect(() => {
    const resize = new ResizeObserver(([entry]) => entry && setWidth(Math.max(200, entry.contentRect.width)))
    resize.observe(host.current!)
    return () => resize.disconnect()
  }, [])

  const projection = useMemo(() => {
    const padding = 28
    const fitted = geoMercator().fitExtent(
      [
        [padding, padding],
        [width - padding, height - padding],
      ],
      extentOf({ tracks, points, boxes, pins }),
    )
    const [x, y] = fitted.translate()
    return fitted
      .scale(fitted.scale() * view.zoom)
      .translate([width / 2 + (x - width / 2) * view.zoom + view.x, height / 2 + (y - height / 2) * view.zoom + view.y])
      .clipExtent([
        [-50, -50],
        [width + 50, height + 50],
      ])
  }, [tracks, points, boxes, pins, width, view])
  const path = geoPath(projection)
  const scale = scaleBar(projection, width, height)

  const zoomBy = (factor: number) =>
    setView(({ zoom, x, y }) => {
      const next = Math.max(0.05, Math.min(40, zoom * factor))
      return { zoom: next, x: (x * next) / zoom, y: (y * next) / zoom }
    })
  const move = (event: PointerEvent) => {
    const from = drag.current
    if (!from) return
    drag.current = { x: event.clientX, y: event.clientY }
    setView((before) => ({ ...before, x: before.x + event.clientX - from.x, y: before.y + event.clientY - from.y }))
  }

  return (
    <div ref={host} className="relative overflow-hidden rounded-md border border-line bg-sunken" style={{ height }}>
      <svg
        aria-hidden
        width={width}
        height={height}
        className="cursor-grab touch-pan-y select-none active:cursor-grabbing"
        onPointerDown={(event) => {
          drag.current = { x: event.clientX, y: event.clientY }
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={move}
        onPointerUp={() => {
          drag.current = undefined
        }}
      >
        {world && <path d={path(world.land) ?? ''} className="fill-surface" />}
        {world && <path d={path(world.borders) ?? ''} className="fill-none stroke-line" />}
        <Grid projection={projection} width={width} />
        {boxes.map((box) => (
          <path
            key={box.id}
            d={path(boxShape(box)) ?? ''}
            className="fill-accent-soft stroke-accent"
            fillOpacity={0.5}
          />
        ))}
        {tracks.map(({ id, line }) => (
          <path
            key={id}
            d={path({ type: 'LineString', coordinates: line as [number, number][] }) ?? ''}
            className="fill-none stroke-accent"
            strokeWidth={2.5}
            strokeLinejoin="round"
            strokeLinecap="round"
          />
        ))}
        {points.map(({ id, at, tone = 'accent', label }) => {
          const [x, y] = projection([at[0], at[1]]) ?? [-100, -100]
          return (
            <circle key={id} cx={x} cy={y} r={5} className={cx(tones[tone], 'stroke-surface')} strokeWidth={1.5}>
              <title>{label}</title>
            </circle>
          )
        })}
        {scale && (
          <g transform={`translate(12 ${height - 14})`}>
            <path d={`M0 -5V0H${scale.pixels}V-5`} className="fill-none stroke-ink" />
            <text y={-7} x={2} className="fill-ink text-xs">
              {scale.text}
            </text>
          </g>
        )}
      </svg>
      {pins.map(({ id, at, text, label, choose }) => {
        const [x, y] = projection([at[0], at[1]]) ?? [-100, -100]
        if (x < 0 || y < 0 || x > width || y > height) return null
        return (
          <button
            key={id}
            type="button"
            aria-label={label}
            title={label}
            onClick={choose}
            className="absolute min-h-6 min-w-6 -translate-x-1/2 -translate-y-1/2 cursor-pointer rounded-full border-2 border-surface bg-accent px-1.5 font-bold text-on-accent text-xs tabular hover:bg-accent-strong pointer-coarse:min-h-10 pointer-coarse:min-w-10"
            style={{ left: x, top: y }}
          >
            {text}
          </button>
        )
      })}
      {look && (
        <button
          type="button"
          className={cx(buttonClass({ size: 'sm' }), 'absolute right-2 bottom-2')}
          onClick={() => look.choose(boxInSight(projection, width))}
        >
          {look.label}
        </button>
      )}
      <div className="absolute top-2 right-2 flex flex-col gap-1">
        <button
          type="button"
          aria-label={words.zoomIn}
          className={buttonClass({ size: 'icon' })}
          onClick={() => zoomBy(1.6)}
        >
          {zoomInIcon}
        </button>
        <button
          type="button"
          aria-label={words.zoomOut}
          className={buttonClass({ size: 'icon' })}
          onClick={() => zoomBy(1 / 1.6)}
        >
          {zoomOutIcon}
        </button>
      </div>
    </div>
  )
}

/** Lines of the grid, so that a street without coasts and borders is no empty sheet. */
function Grid({ projection, width }: { projection: ReturnType<typeof geoMercator>; width: number }) {
  const [west, north] = projection.invert?.([0, 0]) ?? [0, 0]
  const [east, south] = projection.invert?.([width, height]) ?? [1, -1]
  const step = 10 ** Math.floor(Math.log10(Math.max(1e-5, east - west))) / 2
  const lines: string[] = []
  for (let x = Math.ceil(west / step) * step; x <= east && lines.length < 60; x += step) {
    const [at] = projection([x, (north + south) / 2]) ?? [0]
    lines.push(`M${at} 0V${height}`)
  }
  for (let y = Math.ceil(south / step) * step; y <= north && lines.length < 120; y += step) {
    const [, at] = projection([(west + east) / 2, y]) ?? [0, 0]
    lines.push(`M0 ${at}H${width}`)
  }
  return <path d={lines.join('')} className="fill-none stroke-line" strokeDasharray="1 5" />
}

function boxInSight(projection: ReturnType<typeof geoMercator>, width: number) {
  const [west, north] = projection.invert?.([0, 0]) ?? [-180, 85]
  const [east, south] = projection.invert?.([width, height]) ?? [180, -85]
  // Beyond the edge of the map the longitude comes round again.
  return west < east ? { west, south, east, north } : { west: -180, south, east: 180, north }
}

function boxShape({ west, south, east, north }: { west: number; south: number; east: number; north: number }) {
  // Clockwise, or the sphere's other side is meant.
  const ring: [number, number][] = [
    [west, south],
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ]
  return { type: 'Polygon' as const, coordinates: [ring] }
}

function useWorld(): World | undefined {
  const [world, setWorld] = useState<World>()
  useEffect(() => {
    let current = true
    import('world-atlas/countries-110m.json').then(({ default: atlas }) => {
      if (!current) return
      const topology = atlas as unknown as Topology<{ countries: GeometryCollection; land: GeometryCollection }>
      setWorld({ land: feature(topology, topology.objects.land), borders: mesh(topology, topology.objects.countries) })
    })
    return () => {
      current = false
    }
  }, [])
  return world
}
