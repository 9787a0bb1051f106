'use client'

import { FileUp, Route } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { TripSummary } from '../../lib/recording/createGarageApi.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { EmptyWaiting } from '../ui/EmptyWaiting.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { useTask } from '../wallet/useTask.ts'
import { FailureLine } from './FailureLine.tsx'
import { formatSpan } from './formatSpan.ts'
import { useGarageStore, useGarageView } from './GarageProvider.tsx'

/** The trips of this browser. */
export function TripsCard() {
  const t = useTranslations('garage.trips')
  const store = useGarageStore()
  const { recorder, tripsVersion } = useGarageView()
  const [trips, setTrips] = useState<readonly TripSummary[]>()
  const { busy, error, run } = useTask()
  const recording = recorder?.id
  const isHeldElsewhere = trips?.some(({ header, isHeld }) => isHeld && header.id !== recording) ?? false
  useAgain(isHeldElsewhere, store.changed)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is read again whenever it may have changed
  useEffect(() => {
    let current = true
    store
      .garage()
      .then((garage) => garage.listTrips())
      .then(
        (list) => current && setTrips(list),
        (failure: unknown) => {
          if (!current) return
          setTrips([])
          store.fail(failure)
        },
      )
    return () => {
      current = false
    }
  }, [store, recording, tripsVersion])

  async function act(work: (garage: Awaited<ReturnType<typeof store.garage>>) => Promise<unknown>) {
    await run(async () => {
      await work(await store.garage())
      store.changed()
    })
  }

  return (
    <Card aria-label={t('title')}>
      <CardHeader
        title={t('title')}
        note={t('note')}
        action={
          <div className="flex flex-wrap gap-2">
            {trips !== undefined && trips.length > 0 && <SampleButton size="sm" busy={busy} act={act} />}
            <ImportButton busy={busy} act={act} />
          </div>
        }
      />
      <div role="alert" className="empty:hidden px-4 pt-3">
        {error !== undefined && <FailureLine failure={error as Error} />}
      </div>
      {trips === undefined ? (
        <EmptyWaiting says={t('reading')} title={t('emptyTitle')} action={<SampleButton busy={busy} act={act} />}>
          {t('empty')}
        </EmptyWaiting>
      ) : trips.length === 0 ? (
        <EmptyState title={t('emptyTitle')} action={<SampleButton busy={busy} act={act} />}>
          {t('empty')}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {trips.map((trip) => (
            <TripRow
              key={trip.header.id}
              trip={trip}
              isRecording={trip.header.id === recording}
              busy={busy}
              act={act}
            />
          ))}
        </ul>
      )}
    </Card>
  )
}

type Act = (
  work: (garage: Awaited<ReturnType<ReturnType<typeof useGarageStore>['garage']>>) => Promise<unknown>,
) => Promise<void>

function TripRow({
  trip,
  isRecording,
  busy,
  act,
}: {
  trip: TripSummary
  isRecording: boolean
  busy: boolean
  act: Act
}) {
  const t = useTranslations('garage.trips')
  const format = useFormatter()
  const store = useGarageStore()
  const { car } = useGarageView()
  const { id, startedMs, source, title } = trip.header
  const when = format.dateTime(startedMs, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  })
  const isElsewhere = trip.isHeld && !isRecording
  const interrupted = !trip.complete && !isRecording && !isElsewhere
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-52">
        <PageLink href={`/garage/trip?id=${id}`} className="font-semibold text-accent hover:underline">
          {title ?? when}
        </PageLink>
        <p className="text-muted text-sm tabular">
          {t('facts', {
            span: formatSpan(trip.durationMs),
            size: format.number(trip.bytes / 1024, { maximumFractionDigits: 0 }),
          })}
        </p>
      </div>
      {isRecording && <Badge tone="accent">{t('recording')}</Badge>}
      {isElsewhere && <Badge tone="accent">{t('elsewhere')}</Badge>}
      {source.kind === 'simulator' && <Badge>{t('simulated')}</Badge>}
      {source.kind === 'import' && <Badge>{t('imported')}</Badge>}
      {interrupted && (
        <>
          <Badge tone="warn">{t('interrupted')}</Badge>
          <div className="flex gap-2">
            <Button size="sm" disabled={!car || busy} onClick={() => act(() => store.continueTrip(id))}>
              {t('continue')}
            </Button>
            <Button size="sm" disabled={busy} onClick={() => act((garage) => garage.endTrip({ id }))}>
              {t('end')}
            </Button>
          </div>
        </>
      )}
    </li>
  )
}

/** The simulated car drives for a while, at once. */
function SampleButton({ size = 'md', busy, act }: { size?: 'sm' | 'md'; busy: boolean; act: Act }) {
  const t = useTranslations('garage.trips')
  const drive = () =>
    act((garage) => garage.sampleTrip({ minutes: 25, seed: Math.floor(Math.random() * 1_000) }, { timeoutMs: 120_000 }))
  return (
    <Button size={size} busy={busy} onClick={drive}>
      <Route aria-hidden className="size-4" />
      {t('sample')}
    </Button>
  )
}

const againMs = 3000

/** What another tab does is heard of by asking again. */
function useAgain(isWanted: boolean, again: () => void): void {
  useEffect(() => {
    if (!isWanted) return
    const timer = setInterval(again, againMs)
    return () => clearInterval(timer)
  }, [isWanted, again])
}

function ImportButton({ busy, act }: { busy: boolean; act: Act }) {
  const t = useTranslations('garage.trips')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button size="sm" disabled={busy} onClick={() => input.current?.click()}>
        <FileUp aria-hidden className="size-4" />
        {t('import')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".qtrip,.jsonl,.csv,.json,.geojson"
        aria-label={t('import')}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          target.value = ''
          if (file) {
            void act(async (garage) =>
              garage.importFile({ bytes: new Uint8Array(await file.arrayBuffer()) }, { timeoutMs: 120_000 }),
            )
          }
        }}
      />
    </>
  )
}
