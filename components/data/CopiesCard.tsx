'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { CopyRecord } from '../../lib/dataset/DataSetRecord.ts'
import { countBlocks } from '../../lib/dataset/listBlocks.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import type { SetProps } from './DataSetView.tsx'
import { dataHandle } from './dataHandle.ts'
import { nodeName } from './nodeName.ts'
import { TaskFault } from './TaskFault.tsx'
import { TaskProgress } from './TaskProgress.tsx'
import { runTask } from './taskStore.ts'
import { useDataWords } from './useDataWords.ts'
import { useStorageNodes } from './useStorageNodes.ts'
import { useTaskOf } from './useTaskOf.ts'

/** Who keeps copies, until when, and what the last look at them gave. */
export function CopiesCard({ record }: SetProps) {
  const t = useTranslations('dataStore')
  const task = useTaskOf(record.id)
  const isChecking = task?.kind === 'checking' && task.status === 'running'
  return (
    <Card>
      <CardHeader title={t('title')} />
      {record.copies.length === 0 ? (
        <EmptyState title={t('none')} />
      ) : (
        <Table caption={t('caption')}>
          <thead>
            <tr>
              <Th>{t('node')}</Th>
              <Th align="right">{t('blocks')}</Th>
              <Th>{t('until')}</Th>
              <Th>{t('checked')}</Th>
              <Th>
                <span className="sr-only">{t('verify')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {record.copies.map((copy) => (
              <CopyRow key={copy.http} copy={copy} record={record} />
            ))}
          </tbody>
        </Table>
      )}
      <div className="empty:hidden [&:not(:empty)]:p-4">
        {isChecking && <TaskProgress id={record.id} task={task} />}
      </div>
      <div className="px-4 pb-2 empty:hidden">
        <TaskFault id={record.id} kind="checking" />
      </div>
    </Card>
  )
}

function CopyRow({ copy, record }: Pick<SetProps, 'record'> & { copy: CopyRecord }) {
  const t = useTranslations('dataStore')
  const format = useFormatter()
  const task = useTaskOf(record.id)
  const { data: nodes = [] } = useStorageNodes()
  const showToast = useToast()
  const say = useDataWords()
  const node = nodes.find(({ http }) => http === copy.http) ?? { http: copy.http }
  const name = nodeName(copy.http)
  const isBusy = task?.status === 'running' || task?.status === 'paused'
  const verify = async () => {
    const wish = { id: record.id, node, nodes, all: true }
    const check = await runTask(record.id, 'checking', (handle, signal) => handle.verify(wish, { signal }))
    if (!check) return
    const { missing, damaged, checked } = check
    const isBad = missing + damaged > 0
    const title = isBad ? t('verifiedBad', { missing, damaged }) : t('verified', { count: checked })
    showToast({ title, tone: isBad ? 'bad' : 'good' })
  }
  const release = () =>
    dataHandle()
      .release({ id: record.id, node })
      .then(
        () => showToast({ title: t('released') }),
        (error) => showToast({ title: say(error) ?? '', tone: 'bad' }),
      )
  return (
    <Tr>
      <Td className="font-mono text-xs">{name}</Td>
      <Td align="right">
        {format.number(copy.blocks)} / {format.number(countBlocks(record))}
      </Td>
      <Td>{copy.untilMs > 0 ? format.dateTime(copy.untilMs, { dateStyle: 'medium' }) : '—'}</Td>
      <Td>
        <LastCheck copy={copy} />
      </Td>
      <Td align="right">
        <span className="inline-flex gap-2">
          <Button size="sm" disabled={isBusy} aria-label={t('verifyNamed', { node: name })} onClick={verify}>
            {t('verify')}
          </Button>
          <Button
            size="sm"
            variant="quiet"
            disabled={isBusy}
            aria-label={t('releaseNamed', { node: name })}
            onClick={release}
          >
            {t('release')}
          </Button>
        </span>
      </Td>
    </Tr>
  )
}

function LastCheck({ copy: { check } }: { copy: CopyRecord }) {
  const t = useTranslations('dataStore')
  const format = useFormatter()
  if (!check) return <span className="text-muted">{t('never')}</span>
  const { missing, damaged, checked, sampled, atMs } = check
  const isBad = missing + damaged > 0
  const words = isBad ? t('bad', { missing, damaged }) : t(sampled ? 'goodSample' : 'good', { count: checked })
  return (
    <span className={isBad ? 'text-bad' : 'text-good'}>
      {words}
      <span className="block text-muted text-xs">
        {format.dateTime(atMs, { dateStyle: 'short', timeStyle: 'short' })}
      </span>
    </span>
  )
}
