'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'
import { formatBytes } from './formatBytes.ts'
import { nodeName } from './nodeName.ts'
import { cancelTask, pauseTask, type Task } from './taskStore.ts'

/** How far a running task is, with its pause and its end. */
export function TaskProgress({ id, task }: { id: string; task: Task }) {
  const t = useTranslations('dataTask')
  if (task.status !== 'running' && task.status !== 'paused') return null
  const isPaused = task.status === 'paused'
  return (
    <div className="flex flex-col gap-3" aria-live="polite">
      <Measure task={task} />
      <div className="flex flex-wrap items-center gap-2">
        {/* Before the first word of the worker, while the wallet still asks for one, there is nothing that could wait. */}
        {task.progress && (task.kind === 'sealing' || task.kind === 'storing') && (
          <Button size="sm" onClick={() => pauseTask(id, !isPaused)}>
            {isPaused ? t('proceed') : t('pause')}
          </Button>
        )}
        <Button size="sm" variant="quiet" onClick={() => cancelTask(id)}>
          {t('cancel')}
        </Button>
        {isPaused && <span className="text-muted text-sm">{t('paused')}</span>}
      </div>
    </div>
  )
}

function Measure({ task: { kind, progress, startedMs } }: { task: Task }) {
  const t = useTranslations('dataTask')
  const locale = useLocale()
  const size = (bytes: number) => formatBytes(bytes, locale)
  const words = {
    sealing: t('sealing'),
    opening: t('opening'),
    storing: t('storingFirst'),
    checking: t('checkingFirst'),
    archiving: t('archiving'),
  }
  if (!progress) return <Progress label={words[kind]} />
  if ('way' in progress) {
    const { http, way, blocks, of } = progress
    const detail = `${t('blocksOf', { done: blocks, of })} · ${t(`ways.${way}`)}`
    return <Progress label={t('storing', { node: nodeName(http) })} value={part(blocks, of)} detail={detail} />
  }
  if ('checked' in progress) {
    const { http, checked, of } = progress
    const detail = t('blocksOf', { done: checked, of })
    return <Progress label={t('checking', { node: nodeName(http) })} value={part(checked, of)} detail={detail} />
  }
  if ('bytes' in progress) {
    const { bytes, of } = progress
    const rate = size(bytes / Math.max(0.1, (Date.now() - startedMs) / 1_000))
    const detail = t('rate', { done: size(bytes), of: size(of), rate })
    return <Progress label={words[kind]} value={part(bytes, of)} detail={detail} />
  }
  return <Progress label={t('archiving')} detail={t('blocks', { done: progress.blocks })} />
}

function part(done: number, of: number): number {
  return of === 0 ? 1 : Math.min(1, done / of)
}
