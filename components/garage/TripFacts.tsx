'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { findSeries, type Trip } from '../../lib/recording/Trip.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { formatSpan } from './formatSpan.ts'
import { tripDistanceKm } from './tripDistanceKm.ts'

const tones: Record<Trip['proof']['trust'], Tone> = {
  simulated: 'neutral',
  page: 'warn',
  deviceKey: 'good',
  dongle: 'good',
  maker: 'good',
}

/** What the trip was, and what speaks for it. */
export function TripFacts({ trip }: { trip: Trip }) {
  const t = useTranslations('garage.tripFacts')
  const format = useFormatter()
  const { header, proof, series } = trip
  const samples = series.reduce((sum, { times }) => sum + times.length, 0)
  const figures = useMemo(() => {
    const speeds = findSeries(trip, 'Vehicle.Speed')?.values ?? new Float64Array()
    return { km: tripDistanceKm(trip), top: speeds.reduce((most, value) => Math.max(most, value), 0) }
  }, [trip])
  const one = (value: number) => format.number(value, { maximumFractionDigits: 1 })
  return (
    <Card aria-label={t('title')}>
      <CardHeader title={t('title')} />
      <Facts>
        <Fact name={t('duration')}>{formatSpan(trip.durationMs)}</Fact>
        <Fact name={t('distance')}>{one(figures.km)} km</Fact>
        <Fact name={t('top')}>{one(figures.top)} km/h</Fact>
        <Fact name={t('samples')}>{format.number(samples)}</Fact>
        <Fact name={t('source')}>{header.source.adapter ?? t(`sources.${header.source.kind}`)}</Fact>
        <Fact name={t('trust')}>
          <Badge tone={tones[proof.trust]}>{t(`levels.${proof.trust}`)}</Badge>{' '}
          <span className="text-muted">{t(`levelNotes.${proof.trust}`)}</span>
        </Fact>
        <Fact name={t('chain')}>
          {proof.frames > 0 ? t('frames', { frames: proof.frames, signed: proof.signed }) : t('noFrames')}{' '}
          {proof.head.length > 10 && <span className="font-mono text-muted">{shortenHex(proof.head)}</span>}
        </Fact>
        <Fact name={t('ending')}>{proof.complete ? t('complete') : t('cut')}</Fact>
      </Facts>
    </Card>
  )
}
