'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Reading, TroubleCode } from '../../lib/obd/Reading.ts'
import type { Faults } from '../../lib/obd/readFaults.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { useTask } from '../wallet/useTask.ts'
import { ClearCodesDialog } from './ClearCodesDialog.tsx'
import { FailureLine } from './FailureLine.tsx'
import { useGarageStore } from './GarageProvider.tsx'
import { ReadingList } from './ReadingList.tsx'
import { useSignalName } from './useSignalName.ts'

/** Trouble codes, readiness, freeze frame and test results. Read when asked: polling pauses meanwhile by itself. */
export function FaultsPanel() {
  const t = useTranslations('garage.faults')
  const store = useGarageStore()
  const [faults, setFaults] = useState<Faults>()
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useTask()
  const read = () => run(async () => setFaults(await (await store.garage()).readFaults({}, { timeoutMs: 120_000 })))

  async function clear() {
    const worker = await store.garage()
    await worker.clearCodes({ consent: { understands: 'codes, freeze frames and readiness are lost' } })
    setFaults(await worker.readFaults({}, { timeoutMs: 120_000 }))
  }

  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" busy={busy} onClick={read}>
          {faults ? t('again') : t('read')}
        </Button>
        {faults && (
          <Button variant="danger" disabled={busy} onClick={() => setAsking(true)}>
            {t('clear')}
          </Button>
        )}
      </div>
      <div role="alert" className="empty:hidden">
        {error !== undefined && <FailureLine failure={error as Error} />}
      </div>
      {faults ? <FaultLists faults={faults} /> : !busy && <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>}
      <ClearCodesDialog open={asking} onClose={() => setAsking(false)} onClear={() => run(clear)} />
    </div>
  )
}

function FaultLists({ faults }: { faults: Faults }) {
  const t = useTranslations('garage.faults')
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-4 md:grid-cols-3">
        <CodeList title={t('stored')} codes={faults.stored} />
        <CodeList title={t('pending')} codes={faults.pending} />
        <CodeList title={t('permanent')} codes={faults.permanent} />
      </div>
      <Readiness status={faults.status} />
      {faults.freezeFrame.length > 0 && (
        <section>
          <h2 className="mb-1 font-bold">{t('freeze')}</h2>
          <p className="mb-2 text-muted text-sm">{t('freezeNote')}</p>
          <ReadingList readings={faults.freezeFrame} />
        </section>
      )}
      {faults.tests.length > 0 && <Tests tests={faults.tests} />}
    </div>
  )
}

function CodeList({ title, codes }: { title: string; codes: readonly TroubleCode[] | undefined }) {
  const t = useTranslations('garage.faults')
  return (
    <section className="rounded-md border border-line p-3">
      <h2 className="font-semibold text-sm">{title}</h2>
      {codes === undefined ? (
        <p className="text-muted text-sm">{t('notKept')}</p>
      ) : codes.length === 0 ? (
        <p className="text-good text-sm">{t('none')}</p>
      ) : (
        <ul className="mt-1 flex flex-col gap-1">
          {codes.map(({ code, ecu }) => (
            <li key={`${code} ${ecu}`} className="text-sm">
              <span className="font-bold font-mono text-base">{code}</span>{' '}
              <span className="text-muted">{t(`system.${code[0] as 'P' | 'C' | 'B' | 'U'}`)}</span>{' '}
              <span className="text-muted">{/^.[02]/.test(code) ? t('standard') : t('maker')}</span>
              {ecu && <span className="text-muted"> · {ecu}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Readiness({ status }: { status: readonly Reading[] }) {
  const t = useTranslations('garage.faults')
  const name = useSignalName()
  const [main] = status
  const own = status.filter(({ ecu }) => ecu === main?.ecu)
  const monitors = own.filter(({ value }) => value === 'complete' || value === 'incomplete')
  const lamp = own.find(({ name: each }) => each === 'Warning lamp on')
  const open = monitors.filter(({ value }) => value === 'incomplete').length
  if (own.length === 0) return null
  return (
    <section>
      <h2 className="mb-1 flex items-center gap-2 font-bold">
        {t('readiness')}
        <Badge tone={open === 0 ? 'good' : 'warn'}>{open === 0 ? t('ready') : t('open', { count: open })}</Badge>
        {lamp && <Badge tone={lamp.value ? 'bad' : 'good'}>{lamp.value ? t('lampOn') : t('lampOff')}</Badge>}
      </h2>
      <ul className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2 lg:grid-cols-3">
        {monitors.map(({ name: each, value }) => (
          <li key={each} className="flex justify-between gap-2 border-line border-b py-1">
            <span>{name(each)}</span>
            <span className={value === 'complete' ? 'text-good' : 'text-warn'}>
              {t(`monitor.${value as 'complete'}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Tests({ tests }: { tests: readonly Reading[] }) {
  const t = useTranslations('garage.faults')
  const format = useFormatter()
  const figure = (value: unknown) =>
    typeof value === 'number' ? format.number(value, { maximumFractionDigits: 3 }) : '—'
  return (
    <details>
      <summary className="cursor-pointer font-bold">{t('tests', { count: tests.length })}</summary>
      <Table caption={t('testsCaption')} className="mt-2">
        <thead>
          <tr>
            <Th>{t('monitorId')}</Th>
            <Th>{t('testId')}</Th>
            <Th align="right">{t('value')}</Th>
            <Th align="right">{t('limits')}</Th>
            <Th>{t('result')}</Th>
          </tr>
        </thead>
        <tbody>
          {tests.map(({ mid, tid, value, min, max, unit }, index) => {
            const number = Number(value)
            const passed = number >= (min ?? number) && number <= (max ?? number)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same test may stand twice, and the list never moves
              <Tr key={index}>
                <Td className="font-mono">{mid}</Td>
                <Td className="font-mono">{tid}</Td>
                <Td align="right">
                  {figure(value)} {unit}
                </Td>
                <Td align="right">
                  {figure(min)} … {figure(max)}
                </Td>
                <Td>
                  <Badge tone={passed ? 'good' : 'bad'}>{passed ? t('passed') : t('failed')}</Badge>
                </Td>
              </Tr>
            )
          })}
        </tbody>
      </Table>
    </details>
  )
}
