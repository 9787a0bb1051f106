'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { Suggestion } from '../../lib/dataset/suggestPlan.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import { FilePicker } from './FilePicker.tsx'
import { takeHandedOver } from './handover.ts'
import { NewForm } from './NewForm.tsx'

export type Picked = Suggestion & { file: File }

export function NewContent() {
  const t = useTranslations('dataNew')
  const [picked, setPicked] = useState<Picked>()
  async function pick(file: File) {
    const { suggestPlan } = await import('../../lib/dataset/suggestPlan.ts')
    setPicked({ file, ...(await suggestPlan(file)) })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what another room left is taken once
  useEffect(() => {
    const file = takeHandedOver()
    if (file) void pick(file)
  }, [])
  return (
    <WalletGate>
      {(connection) => (
        <div className="flex max-w-3xl flex-col gap-6">
          <Card>
            <CardHeader title={t('pick')} />
            <FilePicker file={picked?.file} onPick={pick} />
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
