'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { formatUnit } from '../../lib/dictionary/formatUnit.ts'
import type { CustomPid } from '../../lib/obd/parseTorqueCsv.ts'
import { Button } from '../ui/Button.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { useTask } from '../wallet/useTask.ts'
import { FailureLine } from './FailureLine.tsx'
import { useGarageStore } from './GarageProvider.tsx'

type Answer = { value: number } | { error: string }

/** Parameters of makers from a list as Torque exchanges them; each is asked when one presses its button. */
export function CustomPids() {
  const t = useTranslations('garage.custom')
  const input = useRef<HTMLInputElement>(null)
  const [pids, setPids] = useState<readonly CustomPid[]>([])
  const { error, run } = useTask()

  async function load(file: File) {
    const { parseTorqueCsv } = await import('../../lib/obd/parseTorqueCsv.ts')
    setPids(parseTorqueCsv(await file.text()))
  }

  return (
    <section className="flex flex-col gap-3 px-4">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-bold">{t('title')}</h2>
        <Button size="sm" onClick={() => input.current?.click()}>
          {t('import')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv"
          aria-label={t('import')}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            target.value = ''
            if (file) void run(() => load(file))
          }}
        />
      </div>
      <p className="text-muted text-sm">{t('note')}</p>
      <div role="alert" className="empty:hidden">
        {error !== undefined && <FailureLine failure={error as Error} />}
      </div>
      {pids.length > 0 && <PidTable pids={pids} />}
    </section>
  )
}

function PidTable({ pids }: { pids: readonly CustomPid[] }) {
  const t = useTranslations('garage.custom')
  const format = useFormatter()
  const store = useGarageStore()
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer>>>({})

  async function ask({ request, name, formula, header }: CustomPid) {
    let answer: Answer
    try {
      const asked = { request, ...(header !== undefined && { header }) }
      answer = { value: formula(await (await store.garage()).askRaw(asked)) }
    } catch (error) {
      answer = { error: (error as Error).name }
    }
    setAnswers((known) => ({ ...known, [name]: answer }))
  }

  const say = (answer: Answer | undefined, unit: string) => {
    if (!answer) return '—'
    return 'error' in answer
      ? answer.error
      : `${format.number(answer.value, { maximumFractionDigits: 2 })} ${formatUnit(unit)}`
  }

  return (
    <Table caption={t('title')}>
      <thead>
        <tr>
          <Th>{t('name')}</Th>
          <Th>{t('header')}</Th>
          <Th>{t('request')}</Th>
          <Th>{t('equation')}</Th>
          <Th align="right">{t('value')}</Th>
          <Th>{t('ask')}</Th>
        </tr>
      </thead>
      <tbody>
        {pids.map((pid) => (
          <Tr key={pid.name}>
            <Td>{pid.name}</Td>
            <Td className="font-mono">{pid.header ?? '—'}</Td>
            <Td className="font-mono">{pid.request}</Td>
            <Td className="font-mono">{pid.equation}</Td>
            <Td align="right">{say(answers[pid.name], pid.unit)}</Td>
            <Td>
              <Button size="sm" onClick={() => ask(pid)}>
                {t('ask')}
              </Button>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
