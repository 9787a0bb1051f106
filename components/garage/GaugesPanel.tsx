'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { pids } from '../../lib/obd/pids.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Select } from '../ui/Select.tsx'
import { useGarageStore, useGarageView } from './GarageProvider.tsx'
import { Gauge } from './Gauge.tsx'
import { useSignalName } from './useSignalName.ts'

/** Every polled value with its last minute. */
export function GaugesPanel() {
  const t = useTranslations('garage.gauges')
  const { live } = useGarageStore()
  const signals = useSyncExternalStore(live.subscribe, live.list, live.list)
  const { signals: polled } = useGarageView()
  const shown = signals.filter(({ pid }) => polled.some((each) => each.pid === pid))
  return (
    <div className="flex flex-col gap-4 p-4">
      {shown.length === 0 ? (
        <EmptyState title={t('waiting')} />
      ) : (
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4" aria-label={t('list')}>
          {shown.map((signal) => (
            <Gauge key={`${signal.pid} ${signal.name}`} signal={signal} />
          ))}
        </ul>
      )}
      <SignalChoice />
    </div>
  )
}

/** Which parameters are polled: everything that the car says it supports and that is a number. */
function SignalChoice() {
  const t = useTranslations('garage.gauges')
  const format = useFormatter()
  const name = useSignalName()
  const store = useGarageStore()
  const { car, signals } = useGarageView()
  const choices = (car?.supported ?? []).filter((pid) => (pids[Number.parseInt(pid, 16)]?.fields.length ?? 0) > 0)
  const chosen = new Set(signals.map(({ pid }) => pid))
  const pace = (pid: string, hz: number) => store.poll(signals.map((each) => (each.pid === pid ? { pid, hz } : each)))
  const toggle = (pid: string) =>
    store.poll(chosen.has(pid) ? signals.filter((each) => each.pid !== pid) : [...signals, { pid, hz: 0 }])
  return (
    <details className="border-line border-t pt-3 text-sm">
      <summary className="cursor-pointer font-semibold">
        {t('choose', { chosen: format.number(chosen.size), all: format.number(choices.length) })}
      </summary>
      <p className="mt-2 text-muted">{t('rateNote')}</p>
      <ul className="mt-3 grid gap-x-4 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
        {choices.map((pid) => (
          <li key={pid} className="flex min-w-0 items-center gap-2">
            <label className="flex min-w-0 flex-1 items-center gap-2 py-1">
              <input
                type="checkbox"
                className="size-4 accent-(--accent)"
                checked={chosen.has(pid)}
                onChange={() => toggle(pid)}
              />
              <span className="min-w-0 flex-1">{name(pids[Number.parseInt(pid, 16)]!.fields[0]!.name)}</span>
              <span className="font-mono text-muted text-xs">01{pid}</span>
            </label>
            {chosen.has(pid) && (
              <RateSelect
                name={name(pids[Number.parseInt(pid, 16)]!.fields[0]!.name)}
                hz={signals.find((each) => each.pid === pid)!.hz}
                onChange={(hz) => pace(pid, hz)}
              />
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}

const rates = [0, 10, 5, 2, 1, 0.2]

/** How often one value is asked for, and so how often it is in the recording. */
function RateSelect({ name, hz, onChange }: { name: string; hz: number; onChange(hz: number): void }) {
  const t = useTranslations('garage.gauges')
  const say = (rate: number) =>
    rate === 0 ? t('always') : rate < 1 ? t('every', { seconds: 1 / rate }) : t('perSecond', { rate })
  return (
    <Select
      label={t('rateOf', { name })}
      hideLabel
      className="w-32 shrink-0"
      value={String(hz)}
      onChange={({ target }) => onChange(Number(target.value))}
      options={(rates.includes(hz) ? rates : [...rates, hz]).map((rate) => ({ value: String(rate), label: say(rate) }))}
    />
  )
}
