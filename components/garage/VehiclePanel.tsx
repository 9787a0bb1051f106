'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VehicleReport } from '../../lib/obd/readVehicle.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTask } from '../wallet/useTask.ts'
import { FailureLine } from './FailureLine.tsx'
import { useGarageStore } from './GarageProvider.tsx'
import { ReadingList } from './ReadingList.tsx'

/** What the car says about itself. The VIN stays in this browser. */
export function VehiclePanel() {
  const t = useTranslations('garage.vehicle')
  const store = useGarageStore()
  const [report, setReport] = useState<VehicleReport>()
  const { busy, error, run } = useTask()
  const read = () => run(async () => setReport(await (await store.garage()).readVehicle({}, { timeoutMs: 120_000 })))
  return (
    <div className="flex flex-col gap-4 p-4">
      <div>
        <Button variant="primary" busy={busy} onClick={read}>
          {report ? t('again') : t('read')}
        </Button>
      </div>
      <div role="alert" className="empty:hidden">
        {error !== undefined && <FailureLine failure={error as Error} />}
      </div>
      {!report && !busy && <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>}
      {report && (
        <>
          <div>
            <p className="text-muted text-sm">{t('vin')}</p>
            {report.vin ? <p className="font-mono text-lg">{report.vin}</p> : <p>{t('noVin')}</p>}
            <p className="mt-1 text-muted text-sm">{t('vinNote')}</p>
          </div>
          <ReadingList readings={report.facts} />
        </>
      )}
    </div>
  )
}
