'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { Suggestion } from '../../lib/dataset/suggestPlan.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import { FilePicker } from './FilePicker.tsx'
import { type HandedOver, takeHandedOver } from './handover.ts'
import { NewForm } from './NewForm.tsx'

export type Picked = Suggestion & HandedOver

export function NewContent() {
  const t = useTranslations('dataNew')
  const [picked, setPicked] = useState<Picked>()
  async function take(handed: HandedOver) {
    const { suggestPlan } = await import('../../lib/dataset/suggestPlan.ts')
    setPicked({ ...handed, ...(await suggestPlan(handed.file)) })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what another room left is taken once
  useEffect(() => {
    const handed = takeHandedOver()
    if (handed) void take(handed)
  }, [])
  return (
    <WalletGate>
      {(connection) => (
        <div className="flex max-w-3xl flex-col gap-6">
          <Card>
            <CardHeader title={t('pick')} />
            <FilePicker file={picked?.file} onPick={(file) => take({ file })} />
          </Card>
          {picked && (
            <Card>
              <CardHeader title={t('plan')} />
              <NewForm key={`${picked.file.name} ${picked.file.size}`} connection={connection} picked={picked} />
            </Card>
          )}
        </div>
      )}
    </WalletGate>
  )
}
