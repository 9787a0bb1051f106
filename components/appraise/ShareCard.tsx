'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VehicleLife } from '../../lib/appraisal/readLife.ts'
import type { VehicleRecord } from '../../lib/appraisal/VehicleLife.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { QrCode } from '../wallet/QrCode.tsx'
import { useTask } from '../wallet/useTask.ts'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { formatRecordKeys } from './recordKeys.ts'
import { ShareWithAccount } from './ShareWithAccount.tsx'
import { useActionWords } from './useActionWords.ts'
import { useOpeners } from './useOpeners.ts'
import { useStorageNodes } from './useStorageNodes.ts'

/** The owner chooses which sealed records somebody may read: a visitor by a link, or one account alone. */
export function ShareCard({
  life: { vehicle, records },
  connection,
}: {
  life: VehicleLife
  connection: WalletConnection
}) {
  const t = useTranslations('share')
  const v = useTranslations('vehicle')
  const documented = records.filter(({ cid }) => cid !== '')
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  if (documented.length === 0) return null
  const tick = (number: number) => {
    const next = new Set(left)
    if (!next.delete(number)) next.add(number)
    setLeft(next)
  }
  const chosen = documented.filter(({ number }) => !left.has(number))
  return (
    <Card>
      <CardHeader title={t('title')} />
      <ul className="px-4 pt-3">
        {documented.map(({ number, kind }) => (
          <li key={number}>
            <label className="flex min-h-9 items-center gap-3 text-sm">
              <input
                type="checkbox"
                checked={!left.has(number)}
                onChange={() => tick(number)}
                className="size-5 accent-accent"
              />
              {number}. {v(`kinds.${kind}`)}
            </label>
          </li>
        ))}
      </ul>
      <ShareByLink vehicleId={vehicle.id} records={chosen} />
      <ShareWithAccount vehicleId={vehicle.id} records={chosen} connection={connection} />
    </Card>
  )
}

function ShareByLink({ vehicleId, records }: { vehicleId: bigint; records: readonly VehicleRecord[] }) {
  const t = useTranslations('share')
  const c = useTranslations('copy')
  const nodes = useStorageNodes()
  const openers = useOpeners(vehicleId)
  const say = useActionWords()
  const { busy, error, run } = useTask()
  const [link, setLink] = useState<string>()
  const make = () =>
    run(async () => {
      const { findKeys } = await import('./shareKeys.ts')
      const keys = await findKeys({ nodes: await nodes(), vehicleId, ...openers }, records)
      setLink(`${location.origin}/vehicle?id=${vehicleId}${formatRecordKeys(keys)}`)
    })
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <p className="max-w-prose text-sm">{t('text')}</p>
      <Button busy={busy} disabled={records.length === 0} onClick={make} className="self-start">
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
  )
}
