'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { firstAtOrAfter } from '../../lib/recording/decimate.ts'
import { findSeries, type Trip } from '../../lib/recording/Trip.ts'
import { type LonLat, type MapPoint, MapView } from '../map/MapView.tsx'
import { formatSpan } from './formatSpan.ts'
import { tripDistanceKm } from './tripDistanceKm.ts'

const most = 4000

/** The track, and where something happened. Nothing of it leaves the browser. */
export function TripMap({ trip }: { trip: Trip }) {
  const t = useTranslations('garage.trip')
  const events = useTranslations('garage.events')
  const format = useFormatter()
  const { line, points } = useMemo(() => {
    const latitude = findSeries(trip, 'Vehicle.CurrentLocation.Latitude')!
    const longitude = findSeries(trip, 'Vehicle.CurrentLocation.Longitude')!
    const count = Math.min(latitude.times.length, longitude.times.length)
    const at = (index: number): LonLat => [longitude.values[index]!, latitude.values[index]!]
    const step = Math.max(1, Math.ceil(count / most))
    const places = Array.from({ length: Math.ceil(count / step) }, (_, index) => at(index * step))
    const happened = trip.events.filter(({ kind }) => kind !== 'PAUSE' && kind !== 'RESUME' && kind !== 'LOST')
    return {
      line: [...places, at(count - 1)],
      points: happened.map(
        ({ kind, atMs }, index): MapPoint => ({
          id: `${kind} ${index}`,
          at: at(Math.min(count - 1, firstAtOrAfter(latitude.times, atMs))),
          label: `${events(`kinds.${kind}`)}, ${formatSpan(atMs)}`,
          tone:
            kind === 'START'
              ? 'good'
              : kind === 'STOP' || kind === 'IDLING'
                ? 'accent'
                : kind === 'HARSH_CORNERING'
                  ? 'warn'
                  : 'bad',
        }),
      ),
    }
  }, [trip, events])
  const km = format.number(tripDistanceKm(trip), { maximumFractionDigits: 1 })
  return (
    <div className="p-2">
      <MapView
        label={t('mapLabel', { km, count: points.length })}
        tracks={[{ id: trip.header.id, line }]}
        points={points}
        words={{ zoomIn: t('zoomIn'), zoomOut: t('zoomOut') }}
      />
    </div>
  )
}
