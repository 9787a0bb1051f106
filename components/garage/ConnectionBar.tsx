'use client'

import { Pause, Play, Square, Unplug } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ConnectedCar } from '../../lib/recording/createGarageApi.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { useTask } from '../wallet/useTask.ts'
import { FailureLine } from './FailureLine.tsx'
import { formatSpan } from './formatSpan.ts'
import { useGarageStore, useGarageView } from './GarageProvider.tsx'

/** The car that is plugged in, and the recorder. */
export function ConnectionBar({ car }: { car: ConnectedCar }) {
  const t = useTranslations('garage.bar')
  const store = useGarageStore()
  const { phase, meter, failure } = useGarageView()
  const lost = phase.phase !== 'connected'
  return (
    <Card aria-label={t('title')} className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Badge tone={lost ? 'warn' : 'good'}>{lost ? t('lost') : t('connected')}</Badge>
        {car.identity.kind === 'simulator' && <Badge>{t('simulated')}</Badge>}
        <p className="min-w-0 flex-1 basis-48 text-sm">
          <span className="font-semibold">{car.identity.label}</span>{' '}
          <span className="text-muted">{car.identity.stn ?? car.identity.version}</span>
        </p>
        <p className="text-muted text-sm tabular" role="status">
          {meter
            ? t('rate', { samples: Math.round(meter.samplesPerSecond), queries: Math.round(meter.queriesPerSecond) })
            : '\u00a0'}
        </p>
        <Button size="sm" onClick={store.disconnect}>
          <Unplug aria-hidden className="size-4" />
          {t('disconnect')}
        </Button>
      </div>
      {lost && (
        <div role="alert" className="border-warn border-l-4 bg-warn-soft px-3 py-2">
          {failure && <FailureLine failure={failure} />}
          <p className="text-sm">{t('waiting')}</p>
        </div>
      )}
      <Recording />
    </Card>
  )
}

function Recording() {
  const t = useTranslations('garage.bar')
  const store = useGarageStore()
  const router = useRouter()
  const { recorder, gps } = useGarageView()
  const { busy, error, run } = useTask()
  const call = async (method: 'pauseTrip' | 'resumeTrip') => (await store.garage())[method]()

  async function stop() {
    try {
      const id = await store.stopTrip()
      router.push(`/garage/trip?id=${id}`)
    } catch (failure) {
      // What could not be written stands below for as long as that is so.
      if (!store.get().recorder?.fault) throw failure
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-t pt-3">
      {!recorder ? (
        <Button variant="primary" busy={busy} onClick={() => run(store.startTrip)}>
          <span aria-hidden className="size-3 rounded-full bg-current" />
          {t('record')}
        </Button>
      ) : (
        <>
          <Button variant="primary" busy={busy} onClick={() => run(stop)}>
            <Square aria-hidden className="size-4" />
            {t('stop')}
          </Button>
          {recorder.status === 'recording' && (
            <Button disabled={busy} onClick={() => run(() => call('pauseTrip'))}>
              <Pause aria-hidden className="size-4" />
              {t('pause')}
            </Button>
          )}
          {recorder.status === 'paused' && (
            <Button disabled={busy} onClick={() => run(() => call('resumeTrip'))}>
              <Play aria-hidden className="size-4" />
              {t('resume')}
            </Button>
          )}
          <p className="text-sm tabular" role="timer">
            <span className="font-bold">{formatSpan(recorder.durationMs)}</span>{' '}
            <span className="text-muted">{t('samples', { count: recorder.samples })}</span>
          </p>
          {gps !== 'off' && <Badge tone={gps === 'on' ? 'good' : 'neutral'}>{t(`gps.${gps}`)}</Badge>}
        </>
      )}
      {!recorder && <p className="text-muted text-sm">{t('recordNote')}</p>}
      {recorder && recorder.refused > 0 && (
        <p className="basis-full text-muted text-sm">{t('refused', { count: recorder.refused })}</p>
      )}
      <div role="alert" className="basis-full border-warn border-l-4 bg-warn-soft px-3 py-2 empty:hidden">
        {recorder?.fault && (
          <>
            <FailureLine failure={recorder.fault} />
            <p className="text-sm">{t(recorder.status === 'ending' ? 'unended' : 'unwritten')}</p>
          </>
        )}
      </div>
      <div role="alert" className="basis-full empty:hidden">
        {error !== undefined && <FailureLine failure={error as Error} />}
      </div>
    </div>
  )
}
