'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RecordDocument } from '../../lib/appraisal/recordDocument.ts'
import type { VehicleRecord } from '../../lib/appraisal/VehicleLife.ts'
import { Button } from '../ui/Button.tsx'
import { useTask } from '../wallet/useTask.ts'
import { PhotoList } from './PhotoList.tsx'
import { parseRecordKeys } from './recordKeys.ts'
import { useOpeners } from './useOpeners.ts'
import { useStorageNodes } from './useStorageNodes.ts'

/** Reads the document behind a record: what it says was checked against the chain before it is shown. */
export function DocumentButton({ vehicleId, record }: { vehicleId: bigint; record: VehicleRecord }) {
  const t = useTranslations('document')
  const nodes = useStorageNodes()
  const openers = useOpeners(vehicleId)
  const { busy, error, run } = useTask()
  const [document, setDocument] = useState<RecordDocument>()
  const open = () =>
    run(async () => {
      const { openDocument } = await import('./openDocument.ts')
      const key = parseRecordKeys(location.hash).get(record.number)
      const where = { nodes: await nodes(), vehicleId, key, ...openers }
      setDocument((await openDocument(where, record)).document)
    })
  if (document) return <Document document={document} />
  const name = (error as Error | undefined)?.name
  return (
    <div>
      <Button size="sm" busy={busy} onClick={open}>
        {t('read')}
      </Button>
      <p role="alert" className="text-bad text-sm empty:hidden">
        {name &&
          t(name === 'Appraisal.SealedForOwnerError' || name === 'Appraisal.SealedRecordError' ? 'sealed' : 'failed', {
            name,
          })}
      </p>
    </div>
  )
}

function Document({ document }: { document: RecordDocument }) {
  const t = useTranslations('document')
  const r = useTranslations('record')
  const format = useFormatter()
  const { title, details, severity, costUsd, items = [], photos = [] } = document
  return (
    <div className="rounded-md bg-sunken p-3">
      <p className="font-semibold">{title}</p>
      {severity && <p>{r(`severities.${severity}`)}</p>}
      {details && <p className="whitespace-pre-line">{details}</p>}
      {items.length > 0 && (
        <ul className="list-disc pl-5">
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
      {costUsd !== undefined && <p>{t('cost', { cost: format.number(costUsd) })}</p>}
      <PhotoList photos={photos} className="mt-2" />
    </div>
  )
}
