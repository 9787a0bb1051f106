'use client'

import { Download, Lock, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ValidationReport } from '../../lib/dictionary/ValidationReport.ts'
import type { TripFormat } from '../../lib/recording/exportTrip.ts'
import type { Trip } from '../../lib/recording/Trip.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useTask } from '../wallet/useTask.ts'
import { FailureLine } from './FailureLine.tsx'
import { useGarageStore } from './GarageProvider.tsx'

const formats: readonly TripFormat[] = ['csv', 'json', 'geojson', 'viss', 'jsonl']

/** What one can do with a trip: sell it, check it, take it along, remove it. */
export function TripExport({ trip }: { trip: Trip }) {
  const t = useTranslations('garage.export')
  const { busy, error, run } = useTask()
  const [report, setReport] = useState<ValidationReport & { unknown: string[] }>()
  const router = useRouter()
  const { id } = trip.header

  async function save(format: TripFormat) {
    const { exportTrip, tripFormats } = await import('../../lib/recording/exportTrip.ts')
    const link = document.createElement('a')
    link.href = URL.createObjectURL(exportTrip(trip, format))
    link.download = `${id}.${tripFormats[format].extension}`
    link.click()
    URL.revokeObjectURL(link.href)
  }

  async function check() {
    const [{ drivingDictionary }, { validateLines }, { encodeTrip }] = await Promise.all([
      import('../../lib/dictionary/base/drivingDictionary.ts'),
      import('../../lib/dictionary/validateLines.ts'),
      import('../../lib/recording/encodeTrip.ts'),
    ])
    const known = new Set(drivingDictionary.fields.map(({ path }) => path))
    async function* pieces() {
      yield* encodeTrip(trip, known)
    }
    const unknown = trip.series
      .filter(({ path, times }) => times.length > 0 && !known.has(path))
      .map(({ path }) => path)
    setReport({ ...(await validateLines(drivingDictionary, pieces())), unknown })
  }

  /** The trip as lines that name what the dictionary names, handed to the room that seals. */
  async function sell() {
    const [{ drivingDictionary }, { encodeTrip }, { handOver }] = await Promise.all([
      import('../../lib/dictionary/base/drivingDictionary.ts'),
      import('../../lib/recording/encodeTrip.ts'),
      import('../data/handover.ts'),
    ])
    const known = new Set(drivingDictionary.fields.map(({ path }) => path))
    const file = new File([...encodeTrip(trip, known)] as BlobPart[], `${id}.jsonl`, { type: 'application/x-ndjson' })
    const { id: dictionary, version } = drivingDictionary
    const fields = trip.series.filter(({ path, times }) => times.length > 0 && known.has(path)).map(({ path }) => path)
    handOver({ file, known: { kind: 'driving', dictionary: { id: dictionary, version, fields } } })
    router.push('/data/new')
  }

  return (
    <Card aria-label={t('title')}>
      <CardHeader title={t('title')} />
      <div className="flex flex-col gap-4 p-4">
        <Button variant="primary" busy={busy} onClick={() => run(sell)}>
          <Lock aria-hidden className="size-4" />
          {t('sell')}
        </Button>
        <div>
          <Button size="sm" busy={busy} onClick={() => run(check)}>
            {t('check')}
          </Button>
          <p className="mt-1 text-muted text-sm" role="status">
            {report &&
              (report.issues === 0
                ? t('fits', { records: report.records })
                : t('misfits', { issues: report.issues, records: report.records }))}
            {report && report.unknown.length > 0 && ` ${t('unknown', { paths: report.unknown.join(', ') })}`}
          </p>
        </div>
        <div>
          <h3 className="mb-2 font-semibold text-sm">{t('download')}</h3>
          <div className="flex flex-wrap gap-2">
            {formats.map((format) => (
              <Button key={format} size="sm" disabled={busy} onClick={() => run(() => save(format))}>
                <Download aria-hidden className="size-4" />
                {t(`formats.${format}`)}
              </Button>
            ))}
          </div>
        </div>
        <RemoveTrip id={id} />
        <div role="alert" className="empty:hidden">
          {error !== undefined && <FailureLine failure={error as Error} />}
        </div>
      </div>
    </Card>
  )
}

function RemoveTrip({ id }: { id: string }) {
  const t = useTranslations('garage.export')
  const store = useGarageStore()
  const router = useRouter()
  const [asking, setAsking] = useState(false)
  const { busy, run } = useTask()
  const remove = () =>
    run(async () => {
      await (await store.garage()).removeTrip({ id })
      store.changed()
      router.push('/garage')
    })
  return (
    <div className="border-line border-t pt-3">
      <Button size="sm" variant="danger" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden className="size-4" />
        {t('remove')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t('removeTitle')}
        description={t('removeWhat')}
        closeLabel={t('keep')}
      >
        <div className="flex gap-2">
          <Button variant="danger" busy={busy} onClick={remove}>
            {t('removeNow')}
          </Button>
          <Button onClick={() => setAsking(false)}>{t('keep')}</Button>
        </div>
      </Dialog>
    </div>
  )
}
