'use client'

import { Bluetooth, Cable, CarFront, FileClock, Usb } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Progress } from '../ui/Progress.tsx'
import { FailureLine } from './FailureLine.tsx'
import { findWays, type Ways } from './findWays.ts'
import { useGarageStore, useGarageView } from './GarageProvider.tsx'
import type { Chosen } from './requestAdapter.ts'

const requests = () => import('./requestAdapter.ts')

// The exported page holds what could be shown in any browser; its head knows which of that this one shows. Until the page is
// awake a press would go nowhere.
const allWays: Ways = { serial: true, usb: true, bluetooth: true }
let known: Ways | undefined
const ways = () => (known ??= findWays())

/** How one gets to a car: by an adapter, by the simulator, by a saved log. */
export function ConnectCard() {
  const t = useTranslations('garage.connect')
  const store = useGarageStore()
  const { phase, failure } = useGarageView()
  const has = useSyncExternalStore(never, ways, () => allWays)
  const isExported = has === allWays
  const [refused, setRefused] = useState(false)
  // Fetched before somebody presses: the browser's dialog opens only right after a press.
  useEffect(() => {
    requests().catch(() => {})
  }, [])
  const busy = phase.phase === 'connecting' || phase.phase === 'lost'

  async function choose(request: () => Promise<Chosen>) {
    setRefused(false)
    try {
      await store.connectPage(await request())
    } catch (error) {
      const { name } = error as Error
      // Closing the browser's own dialog is an answer and no failure.
      if (name === 'NotFoundError') setRefused(true)
      else store.fail(error)
    }
  }

  return (
    <Card aria-label={t('title')}>
      <CardHeader title={t('title')} note={t('note')} />
      <div className="flex flex-col gap-4 p-4">
        <div className="flex flex-wrap gap-2">
          {has.serial && (
            <>
              <Button
                data-way="serial"
                variant="primary"
                busy={busy}
                disabled={isExported}
                onClick={() => choose(async () => (await requests()).requestSerial(false))}
              >
                <Cable aria-hidden className="size-4" />
                {t('serial')}
              </Button>
              <Button
                data-way="serial"
                disabled={busy || isExported}
                onClick={() => choose(async () => (await requests()).requestSerial(true))}
              >
                {t('allPorts')}
              </Button>
            </>
          )}
          {has.usb && (isExported || !has.serial) && (
            <Button
              data-way="usb"
              variant="primary"
              busy={busy}
              disabled={isExported}
              onClick={() => choose(async () => (await requests()).requestUsb())}
            >
              <Usb aria-hidden className="size-4" />
              {t('usb')}
            </Button>
          )}
          {has.bluetooth && (
            <Button
              data-way="bluetooth"
              disabled={busy || isExported}
              onClick={() => choose(async () => (await requests()).requestBluetooth())}
            >
              <Bluetooth aria-hidden className="size-4" />
              {t('bluetooth')}
            </Button>
          )}
          <SimulatorButton busy={busy} />
          <ReplayButton busy={busy} />
        </div>
        {(isExported || !(has.serial || has.usb)) && (
          <p data-way="none" className="text-muted text-sm">
            {t('noWay')}
          </p>
        )}
        {busy && <Connecting />}
        <div role="alert" className="empty:hidden">
          {failure && <FailureLine failure={failure} />}
          {refused && <p className="text-muted text-sm">{t('refused')}</p>}
        </div>
      </div>
    </Card>
  )
}

const never = () => () => {}

function Connecting() {
  const t = useTranslations('garage.connect')
  const store = useGarageStore()
  const { phase } = useGarageView()
  const step = phase.phase === 'connecting' ? phase.step : undefined
  const detail = phase.phase === 'connecting' ? phase.detail : undefined
  const label = step === 'speed' || step === 'adapter' || step === 'car' ? t(`step.${step}`) : t('step.port')
  return (
    <div className="flex items-end gap-4">
      <div className="min-w-0 flex-1">
        <Progress label={label} {...(detail && { detail })} />
      </div>
      <Button size="sm" onClick={store.cancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}

function SimulatorButton({ busy }: { busy: boolean }) {
  const t = useTranslations('garage.connect')
  const store = useGarageStore()
  return (
    <Button disabled={busy} onClick={store.connectSimulator}>
      <CarFront aria-hidden className="size-4" />
      {t('simulator')}
    </Button>
  )
}

function ReplayButton({ busy }: { busy: boolean }) {
  const t = useTranslations('garage.connect')
  const store = useGarageStore()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button variant="quiet" disabled={busy} onClick={() => input.current?.click()}>
        <FileClock aria-hidden className="size-4" />
        {t('replay')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".log,.txt"
        onChange={async ({ target }) => {
          const [file] = target.files ?? []
          target.value = ''
          if (file) await store.connectWorker({ kind: 'replay', log: await file.text() })
        }}
      />
    </>
  )
}
