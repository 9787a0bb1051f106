'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import { useTask } from '../wallet/useTask.ts'
import type { SetProps } from './DataSetView.tsx'
import { dataHandle } from './dataHandle.ts'
import { TaskFault } from './TaskFault.tsx'
import { TaskProgress } from './TaskProgress.tsx'
import { runTask } from './taskStore.ts'
import { useDataWords } from './useDataWords.ts'
import { useSigning } from './useSigning.ts'
import { useStorageNodes } from './useStorageNodes.ts'
import { useTaskOf } from './useTaskOf.ts'

const dayMs = 86_400_000
const dayChoices = ['d7', 'd30', 'd90', 'd365'] as const
const ways = ['http', 'bitswap'] as const

/** Sends a data set to storage nodes and has it kept there; the same again mends copies and prolongs leases. */
export function StoreCard({ record, connection }: SetProps) {
  const t = useTranslations('dataStore')
  const { data: nodes } = useStorageNodes()
  const task = useTaskOf(record.id)
  const isStoring = task?.kind === 'storing' && (task.status === 'running' || task.status === 'paused')
  return (
    <Card>
      <CardHeader title={t('storeTitle')} />
      {nodes?.length === 0 && <EmptyState title={t('noNodes')} />}
      {isStoring ? (
        <div className="p-4">
          <TaskProgress id={record.id} task={task} />
        </div>
      ) : (
        nodes && nodes.length > 0 && <StoreForm record={record} connection={connection} />
      )}
    </Card>
  )
}

function StoreForm({ record, connection }: SetProps) {
  const t = useTranslations('dataStore')
  const { data: nodes = [] } = useStorageNodes()
  const { sign } = useSigning(connection)
  const { busy, error, run } = useTask()
  const say = useDataWords()
  const showToast = useToast()
  const task = useTaskOf(record.id)
  const [copies, setCopies] = useState(Math.min(2, nodes.length))
  const [days, setDays] = useState<(typeof dayChoices)[number]>('d90')
  const [way, setWay] = useState<(typeof ways)[number]>('http')
  const [inWhoseName, setName] = useState<'mine' | 'anybody'>('mine')

  async function allow(): Promise<void> {
    const untilMs = Date.now() + 90 * dayMs
    const asked = await dataHandle().askAccess({ account: connection.address, untilMs })
    if (asked) await dataHandle().grantAccess({ terms: asked.terms, signature: await sign(asked.typedData) })
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    return run(async () => {
      if (inWhoseName === 'mine') await allow()
      const isAnybody = inWhoseName === 'anybody'
      // A minute less than the longest that a node takes, whose clock may be behind.
      const untilMs = Date.now() + Number(days.slice(1)) * dayMs - 60_000
      const wish = { id: record.id, nodes, copies, untilMs, way, isAnybody }
      const stored = await runTask(record.id, 'storing', (handle, signal) => handle.store(wish, { signal }))
      if (stored) showToast({ title: t('done', { count: copies }), tone: 'good' })
    })
  }

  const counts = nodes.map((_, i) => i + 1)
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4 p-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t('copies')}
          value={copies}
          onChange={({ target }) => setCopies(Number(target.value))}
          options={counts.map((count) => ({
            value: String(count),
            label: t('copiesOf', { count, of: nodes.length }),
          }))}
        />
        <Select
          label={t('days')}
          value={days}
          onChange={({ target }) => setDays(target.value as typeof days)}
          options={dayChoices.map((value) => ({ value, label: t(`dayChoices.${value}`) }))}
        />
        <Select
          label={t('way')}
          value={way}
          onChange={({ target }) => setWay(target.value as typeof way)}
          options={ways.map((value) => ({ value, label: t(`ways.${value}`) }))}
        />
        <Select
          label={t('account')}
          value={inWhoseName}
          onChange={({ target }) => setName(target.value as typeof inWhoseName)}
          options={[
            { value: 'mine', label: t('accountMine') },
            { value: 'anybody', label: t('accountAnybody') },
          ]}
        />
      </div>
      <p className="text-muted text-sm">{t('accountNote')}</p>
      <TaskFault id={record.id} kind="storing" />
      <p role="alert" className="text-bad text-sm empty:hidden">
        {say(error)}
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          variant={record.copies.length > 0 ? 'secondary' : 'primary'}
          busy={busy}
          disabled={task?.status === 'running'}
        >
          {record.copies.length > 0 ? t('again') : t('start')}
        </Button>
        <span role="status" className="text-muted text-sm">
          {busy ? t('asking') : ''}
        </span>
      </div>
    </form>
  )
}
