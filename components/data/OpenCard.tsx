'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import type { SetProps } from './DataSetView.tsx'
import { formatBytes } from './formatBytes.ts'
import { handOver, pickTarget } from './saveTarget.ts'
import { TaskFault } from './TaskFault.tsx'
import { TaskProgress } from './TaskProgress.tsx'
import { runTask } from './taskStore.ts'
import { useSigning } from './useSigning.ts'
import { useStorageNodes } from './useStorageNodes.ts'
import { useTaskOf } from './useTaskOf.ts'

/** Decrypts an own data set into a file. */
export function OpenCard({ record, connection }: SetProps) {
  const t = useTranslations('dataSet')
  const locale = useLocale()
  const { data: nodes = [] } = useStorageNodes()
  const signing = useSigning(connection)
  const task = useTaskOf(record.id)
  const isOpening = task?.kind === 'opening' && task.status === 'running'
  const opened = task?.kind === 'opening' && task.status === 'done' ? (task.result as number) : undefined
  async function open() {
    const target = await pickTarget(record.file.name)
    if (!target) return
    const done = await runTask(record.id, 'opening', async (handle, signal) =>
      handle.open({ id: record.id, nodes, seed: await signing.seed(), target }, { signal }),
    )
    if (done !== undefined) await handOver(target)
  }
  return (
    <Card>
      <CardHeader title={t('openTitle')} />
      <div className="flex flex-col items-start gap-3 p-4">
        <p className="text-sm">{t('openNote')}</p>
        <TaskFault id={record.id} kind="opening" />
        {isOpening ? (
          <div className="w-full max-w-xl">
            <TaskProgress id={record.id} task={task} />
          </div>
        ) : (
          <div className="flex flex-wrap items-center gap-3">
            <Button disabled={task?.status === 'running' || task?.status === 'paused'} onClick={open}>
              {t('open')}
            </Button>
            <span role="status" className="text-good text-sm">
              {opened === undefined ? '' : t('opened', { size: formatBytes(opened, locale) })}
            </span>
          </div>
        )}
      </div>
    </Card>
  )
}
