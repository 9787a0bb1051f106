'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { countBlocks } from '../../lib/dataset/listBlocks.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import { useTask } from '../wallet/useTask.ts'
import type { SetProps } from './DataSetView.tsx'
import { dataHandle } from './dataHandle.ts'
import { cancelTask, taskStore } from './taskStore.ts'
import { useDataWords } from './useDataWords.ts'
import { useStorageNodes } from './useStorageNodes.ts'

/** Removes the blocks from this browser, or the data set as a whole, and says what that does and does not do. */
export function DeleteCard({ record }: SetProps) {
  const t = useTranslations('dataSet')
  const showToast = useToast()
  const { busy, error, run } = useTask()
  const say = useDataWords()
  const [isAsking, setAsking] = useState(false)
  const isStored = record.copies.some(({ blocks }) => blocks >= countBlocks(record))
  const dropLocal = () =>
    run(async () => {
      await dataHandle().dropLocal({ id: record.id })
      showToast({ title: t('dropped') })
    })
  return (
    <Card>
      <CardHeader title={t('deleteTitle')} />
      <div className="flex flex-col items-start gap-3 p-4">
        <DeletionMeans />
        <p role="alert" className="text-bad text-sm empty:hidden">
          {say(error)}
        </p>
        <div className="flex flex-wrap gap-3">
          {record.local && isStored && (
            <Button busy={busy} onClick={dropLocal}>
              {t('dropLocal')}
            </Button>
          )}
          <Button variant="danger" onClick={() => setAsking(true)}>
            {t('delete')}
          </Button>
        </div>
      </div>
      <DeleteDialog record={record} isOpen={isAsking} onOpenChange={setAsking} />
    </Card>
  )
}

function DeletionMeans() {
  const t = useTranslations('dataSet')
  const points = ['deleteHere', 'deleteNodes', 'deleteSold', 'deleteKeys', 'deleteChain'] as const
  return (
    <details className="text-sm">
      <summary className="cursor-pointer font-semibold">{t('deleteWhat')}</summary>
      <ul className="mt-2 flex max-w-prose list-disc flex-col gap-1 pl-5">
        {points.map((point) => (
          <li key={point}>{t(point)}</li>
        ))}
      </ul>
    </details>
  )
}

function DeleteDialog({
  record,
  isOpen,
  onOpenChange,
}: Pick<SetProps, 'record'> & { isOpen: boolean; onOpenChange(open: boolean): void }) {
  const t = useTranslations('dataSet')
  const f = useTranslations('frame')
  const router = useRouter()
  const showToast = useToast()
  const { data: nodes = [] } = useStorageNodes()
  const { busy, error, run } = useTask()
  const say = useDataWords()
  const remove = () =>
    run(async () => {
      cancelTask(record.id)
      const { away } = await dataHandle().remove({ id: record.id, nodes })
      taskStore.clear(record.id)
      showToast({ title: away.length > 0 ? t('deletedAway', { count: away.length }) : t('deleted') })
      router.push('/data')
    })
  return (
    <Dialog
      open={isOpen}
      onOpenChange={onOpenChange}
      title={t('delete')}
      description={`${record.choices.title}. ${t('deleteHere')} ${t('deleteSold')}`}
      closeLabel={f('close')}
    >
      <p role="alert" className="mb-3 text-bad text-sm empty:hidden">
        {say(error)}
      </p>
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={() => onOpenChange(false)}>{t('deleteKeep')}</Button>
        <Button variant="danger" busy={busy} onClick={remove}>
          {t('deleteConfirm')}
        </Button>
      </div>
    </Dialog>
  )
}
