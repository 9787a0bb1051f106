'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { formatBytes } from './formatBytes.ts'
import { handOver, pickTarget } from './saveTarget.ts'
import { TaskFault } from './TaskFault.tsx'
import { TaskProgress } from './TaskProgress.tsx'
import { everything, runTask } from './taskStore.ts'
import { useRoom } from './useRoom.ts'
import { useSigning } from './useSigning.ts'
import { useStorageNodes } from './useStorageNodes.ts'
import { useTaskOf } from './useTaskOf.ts'

const leastPassword = 10

/** Everything into one file and back, and how much this browser keeps. */
export function ArchiveCard({ connection }: { connection: WalletConnection }) {
  const t = useTranslations('dataArchive')
  const showToast = useToast()
  const { data: nodes = [] } = useStorageNodes()
  const { seed } = useSigning(connection)
  const task = useTaskOf(everything)
  const input = useRef<HTMLInputElement>(null)
  const [password, setPassword] = useState('')
  const isRunning = task?.status === 'running'
  const isReady = password.length >= leastPassword && !isRunning

  async function exportAll() {
    const target = await pickTarget('qoodblock-data.qood')
    if (!target) return
    const done = await runTask(everything, 'archiving', async (handle, signal) =>
      handle.exportAll({ nodes, password, target, seed: await seed() }, { signal }),
    )
    if (!done) return
    await handOver(target)
    setPassword('')
    showToast({ title: t('exported', { sets: done.dataSets, blocks: done.blocks }), tone: 'good' })
  }

  async function importAll(file: File) {
    const done = await runTask(everything, 'archiving', (handle, signal) =>
      handle.importAll({ file, password }, { signal }),
    )
    if (!done) return
    setPassword('')
    showToast({ title: t('imported', { sets: done.dataSets }), tone: 'good' })
  }

  return (
    <Card>
      <CardHeader title={t('title')} />
      <div className="flex max-w-2xl flex-col gap-4 p-4">
        <p className="text-sm">{t('note')}</p>
        <Input
          label={t('password')}
          hint={t('passwordHint')}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
        <TaskFault id={everything} kind="archiving" />
        {isRunning ? (
          <TaskProgress id={everything} task={task} />
        ) : (
          <div className="flex flex-wrap gap-3">
            <Button disabled={!isReady} onClick={exportAll}>
              {t('export')}
            </Button>
            <Button disabled={!isReady} onClick={() => input.current?.click()}>
              {t('import')}
            </Button>
            <input
              ref={input}
              type="file"
              hidden
              onChange={({ target }) => {
                const [file] = target.files ?? []
                target.value = ''
                if (file) void importAll(file)
              }}
            />
          </div>
        )}
        <RoomNote />
      </div>
    </Card>
  )
}

function RoomNote() {
  const t = useTranslations('dataArchive')
  const locale = useLocale()
  const room = useRoom()
  const queries = useQueryClient()
  if (!room) return null
  const persist = async () => {
    await navigator.storage.persist()
    await queries.invalidateQueries({ queryKey: ['data', 'room'] })
  }
  const sizes = { used: formatBytes(room.usedBytes, locale), free: formatBytes(room.freeBytes, locale) }
  return (
    <div className="flex flex-wrap items-center gap-3 border-line border-t pt-3 text-muted text-sm">
      <p>
        {t('kept', sizes)} {room.isPersistent ? t('persisted') : t('notPersisted')}
      </p>
      {!room.isPersistent && (
        <Button size="sm" variant="quiet" onClick={persist}>
          {t('persist')}
        </Button>
      )}
    </div>
  )
}
