'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VehicleLife } from '../../lib/appraisal/readLife.ts'
import { useSigning } from '../data/useSigning.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { QrCode } from '../wallet/QrCode.tsx'
import { useTask } from '../wallet/useTask.ts'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { formatRecordKeys } from './recordKeys.ts'
import { useActionWords } from './useActionWords.ts'
import { useStorageNodes } from './useStorageNodes.ts'

/** The owner chooses which sealed records a visitor may read, and gets a link that opens those and no others. */
export function ShareCard({
  life: { vehicle, records },
  connection,
}: {
  life: VehicleLife
  connection: WalletConnection
}) {
  const t = useTranslations('share')
  const v = useTranslations('vehicle')
  const c = useTranslations('copy')
  const nodes = useStorageNodes()
  const say = useActionWords()
  const { seed } = useSigning(connection)
  const { busy, error, run } = useTask()
  const documented = records.filter(({ cid }) => cid !== '')
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(documented.map(({ number }) => number)))
  const [link, setLink] = useState<string>()
  if (documented.length === 0) return null
  const tick = (number: number) => {
    const next = new Set(chosen)
    if (!next.delete(number)) next.add(number)
    setChosen(next)
  }
  const make = () =>
    run(async () => {
      const { openDocument } = await import('./openDocument.ts')
      const where = { nodes: await nodes(), vehicleId: vehicle.id, seed }
      const keys = new Map<number, Uint8Array>()
      for (const record of documented.filter(({ number }) => chosen.has(number))) {
        const { key } = await openDocument(where, record)
        if (key) keys.set(record.number, key)
      }
      setLink(`${location.origin}/vehicle?id=${vehicle.id}${formatRecordKeys(keys)}`)
    })
  return (
    <Card>
      <CardHeader title={t('title')} />
      <ul className="px-4 pt-3">
        {documented.map(({ number, kind }) => (
          <li key={number}>
            <label className="flex min-h-9 items-center gap-3 text-sm">
              <input
                type="checkbox"
                checked={chosen.has(number)}
                onChange={() => tick(number)}
                className="size-5 accent-accent"
              />
              {number}. {v(`kinds.${kind}`)}
            </label>
          </li>
        ))}
      </ul>
      <div className="flex flex-col gap-2 px-4 py-3">
        <p className="max-w-prose text-sm">{t('text')}</p>
        <Button busy={busy} onClick={make} className="self-start">
          {t('make')}
        </Button>
        <p role="alert" className="text-bad text-sm empty:hidden">
          {say(error)}
        </p>
        {link && (
          <div className="flex flex-wrap items-center gap-4">
            <div className="w-44">
              <QrCode text={link} label={t('code')} />
            </div>
            <Copyable value={link} label={c('button', { what: t('link') })} copiedLabel={c('done')}>
              <span className="block max-w-60 truncate">{link}</span>
            </Copyable>
          </div>
        )}
      </div>
    </Card>
  )
}
