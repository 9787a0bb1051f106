'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Card, CardHeader } from '../ui/Card.tsx'
import type { SetProps } from './DataSetView.tsx'
import { FilePicker } from './FilePicker.tsx'
import { TaskFault } from './TaskFault.tsx'
import { TaskProgress } from './TaskProgress.tsx'
import { runTask } from './taskStore.ts'
import { useSigning } from './useSigning.ts'
import { useTaskOf } from './useTaskOf.ts'

/** A sealing that runs, or one that was cut off and goes on with the same file. */
export function SealingCard({ record, connection }: SetProps) {
  const t = useTranslations('dataSet')
  const s = useTranslations('dataTask')
  const format = useFormatter()
  const { seed } = useSigning(connection)
  const task = useTaskOf(record.id)
  const isRunning = task?.status === 'running' || task?.status === 'paused'
  const done = record.file.bytes === 0 ? 0 : (record.state?.bytes ?? 0) / record.file.bytes
  const percent = format.number(done, { style: 'percent' })
  const goOn = (file: File) =>
    runTask(record.id, 'sealing', async (handle, signal) =>
      handle.seal({ id: record.id, file, seed: await seed() }, { signal }),
    )
  return (
    <Card>
      <CardHeader title={isRunning ? s('sealing') : record.state ? t('goOnTitle', { percent }) : t('startTitle')} />
      {isRunning ? (
        <div className="p-4">
          <TaskProgress id={record.id} task={task} />
        </div>
      ) : (
        <>
          <div className="px-4 pt-4 text-sm">
            <TaskFault id={record.id} kind="sealing" />
            <p>{t('goOn')}</p>
          </div>
          <FilePicker file={undefined} onPick={goOn} />
        </>
      )}
    </Card>
  )
}
