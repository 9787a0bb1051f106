'use client'

import { useTranslations } from 'next-intl'
import type { Task } from './taskStore.ts'
import { useDataWords } from './useDataWords.ts'
import { useTaskOf } from './useTaskOf.ts'

/** Why the last task of this kind did not come to its end, and what to do. */
export function TaskFault({ id, kind }: { id: string; kind: Task['kind'] }) {
  const t = useTranslations('dataTask')
  const say = useDataWords()
  const task = useTaskOf(id)
  const failed = task?.kind === kind && task.status === 'failed' ? task : undefined
  const isStopped = (failed?.error as Error | undefined)?.name === 'AbortError'
  return (
    <p role="alert" className={isStopped ? 'text-muted text-sm empty:hidden' : 'text-bad text-sm empty:hidden'}>
      {failed && (isStopped ? t('stopped') : say(failed.error))}
    </p>
  )
}
