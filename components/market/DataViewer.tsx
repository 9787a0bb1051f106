'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Purchase } from '../../lib/market/readPurchase.ts'
import { Button } from '../ui/Button.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { ChartView } from './ChartView.tsx'
import { isTrack, readRecords } from './readRecords.ts'
import { TableView } from './TableView.tsx'
import { TrackView } from './TrackView.tsx'

/** The opened data: as a curve, a track, a table; or saved as it is. */
export function DataViewer({ bytes, purchase }: { bytes: Uint8Array<ArrayBuffer>; purchase: Purchase }) {
  const t = useTranslations('market')
  const { records, fields, isCut } = useMemo(() => readRecords(bytes), [bytes])
  const save = () => {
    const { mediaType = 'application/octet-stream', title } = purchase.description
    const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}${mediaType.includes('json') ? '.jsonl' : ''}`
    link.click()
    URL.revokeObjectURL(url)
  }
  const tabs = [
    ...(isTrack(records) ? [{ id: 'track', label: t('views.track'), content: <TrackView records={records} /> }] : []),
    ...(records.length > 1
      ? [{ id: 'chart', label: t('views.chart'), content: <ChartView records={records} fields={fields} /> }]
      : []),
    ...(records.length > 0
      ? [{ id: 'table', label: t('views.table'), content: <TableView records={records} fields={fields} /> }]
      : []),
  ]
  return (
    <>
      {tabs.length > 0 ? (
        <Tabs label={t('views.label')} tabs={tabs} />
      ) : (
        <p className="p-4 text-sm">{t('views.none')}</p>
      )}
      <div className="flex flex-wrap items-center gap-3 border-line border-t p-3">
        <Button onClick={save}>{t('save')}</Button>
        {isCut && <span className="text-muted text-sm">{t('views.cut')}</span>}
      </div>
    </>
  )
}
