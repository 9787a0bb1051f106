'use client'

import { LocateFixed } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type CoarsePlace, roundPlace } from '../../lib/appraisal/coarsePlace.ts'
import { Button } from '../ui/Button.tsx'
import { Input } from '../ui/Input.tsx'

const locateMs = 10_000
const kept = 3_600_000

/** Where somebody is, typed or asked of the device; rounded to a tenth of a degree before anything else sees it. */
export function PlaceFields({ onChange }: { onChange(place: CoarsePlace | undefined): void }) {
  const t = useTranslations('place')
  const [text, setText] = useState({ latitude: '', longitude: '' })
  const [failure, setFailure] = useState(false)
  const change = (next: typeof text) => {
    setText(next)
    setFailure(false)
    onChange(parsePlace(next))
  }
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const place = roundPlace(coords)
        if (place) change({ latitude: `${place.latitude / 10}`, longitude: `${place.longitude / 10}` })
      },
      () => setFailure(true),
      { enableHighAccuracy: false, timeout: locateMs, maximumAge: kept },
    )
  const isWrong = text.latitude !== '' && text.longitude !== '' && !parsePlace(text)
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Coordinate name="latitude" value={text.latitude} onChange={(latitude) => change({ ...text, latitude })} />
      <Coordinate name="longitude" value={text.longitude} onChange={(longitude) => change({ ...text, longitude })} />
      <Button size="sm" onClick={locate} className="mb-1.5">
        <LocateFixed aria-hidden className="size-4" />
        {t('locate')}
      </Button>
      <p role="alert" className="basis-full text-bad text-sm empty:hidden">
        {failure ? t('failed') : isWrong ? t('wrong') : ''}
      </p>
    </div>
  )
}

function Coordinate(props: { name: 'latitude' | 'longitude'; value: string; onChange(text: string): void }) {
  const t = useTranslations('place')
  return (
    <Input
      label={t(props.name)}
      inputMode="decimal"
      autoComplete="off"
      value={props.value}
      onChange={({ target }) => props.onChange(target.value)}
      className="w-28"
    />
  )
}

function parsePlace({ latitude, longitude }: { latitude: string; longitude: string }): CoarsePlace | undefined {
  if (![latitude, longitude].every((text) => /^\s*-?\d{1,3}(\.\d+)?\s*$/.test(text))) return undefined
  return roundPlace({ latitude: Number(latitude), longitude: Number(longitude) })
}
