'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { obdSnapshot } from '../../lib/appraisal/obdSnapshot.ts'
import type { ObdSnapshot } from '../../lib/appraisal/VehicleEvidence.ts'
import { ConnectCard } from '../garage/ConnectCard.tsx'
import { GarageProvider, useGarageStore, useGarageView } from '../garage/GarageProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { useTask } from '../wallet/useTask.ts'
import { ObdFacts } from './ObdFacts.tsx'

const readMs = 120_000

/** Reads codes, readiness and distance from the car by an adapter, or from the simulator, which is named as one. */
export function ReadCar(props: { snapshot: ObdSnapshot | undefined; onRead(snapshot: ObdSnapshot | undefined): void }) {
  return (
    <GarageProvider>
      <Reading {...props} />
    </GarageProvider>
  )
}

function Reading({ snapshot, onRead }: Parameters<typeof ReadCar>[0]) {
  const t = useTranslations('readCar')
  const store = useGarageStore()
  const { phase, car } = useGarageView()
  const { busy, error, run } = useTask()
  useEffect(
    () => () => {
      if (store.get().phase.phase !== 'idle') void store.disconnect()
    },
    [store],
  )
  const read = () =>
    run(async () => {
      const garage = await store.garage()
      const faults = await garage.readFaults({}, { timeoutMs: readMs })
      const report = await garage.readVehicle({}, { timeoutMs: readMs })
      const isSimulated = car?.identity.kind === 'simulator'
      onRead(obdSnapshot({ faults, report, at: Math.floor(Date.now() / 1_000), isSimulated }))
      await store.disconnect()
    })
  if (snapshot) {
    return (
      <section aria-label={t('title')} className="rounded-md border border-line p-3 text-sm">
        <h3 className="font-semibold">{t('title')}</h3>
        <ObdFacts obd={snapshot} />
        <Button size="sm" className="mt-2" onClick={() => onRead(undefined)}>
          {t('drop')}
        </Button>
      </section>
    )
  }
  return (
    <details className="rounded-md border border-line">
      <summary className="cursor-pointer px-3 py-2 font-semibold text-sm">{t('summary')}</summary>
      <div className="flex flex-col gap-3 p-3 pt-0">
        <p className="text-muted text-sm">{t('text')}</p>
        {phase.phase === 'connected' ? (
          <Button busy={busy} onClick={read} className="self-start">
            {t('read')}
          </Button>
        ) : (
          <ConnectCard />
        )}
        <p role="alert" className="text-bad text-sm empty:hidden">
          {error !== undefined && t('failed', { name: (error as Error).name })}
        </p>
      </div>
    </details>
  )
}
