import type { DataEvents } from '../../lib/dataset/createDataApi.ts'
import type { DataHandle } from '../../workers/data.ts'
import { dataHandle, restartData } from './dataHandle.ts'

/** What is being done with a data set, and how far it is. */
export type Task = {
  kind: 'sealing' | 'storing' | 'checking' | 'opening' | 'archiving'
  status: 'running' | 'paused' | 'done' | 'failed'
  startedMs: number
  progress?:
    | DataEvents['sealing']
    | DataEvents['storing']
    | DataEvents['checking']
    | DataEvents['opening']
    | DataEvents['archiving']
  error?: unknown
  result?: unknown
}

/** Where tasks that are about everything are kept. */
export const everything = 'everything'

const tasks = new Map<string, Task>()
const controllers = new Map<string, AbortController>()
const listeners = new Set<() => void>()
const followed = new WeakSet<DataHandle>()

export const taskStore = {
  get: (id: string): Task | undefined => tasks.get(id),
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  clear: (id: string) => set(id, undefined),
}

/** Runs a task of a data set; its outcome stays until the next task or until it is cleared. */
export async function runTask<T>(
  id: string,
  kind: Task['kind'],
  work: (handle: DataHandle, signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const controller = new AbortController()
  controllers.set(id, controller)
  set(id, { kind, status: 'running', startedMs: Date.now() })
  try {
    const handle = dataHandle()
    follow(handle)
    const result = await work(handle, controller.signal)
    set(id, { ...tasks.get(id)!, status: 'done', result })
    return result
  } catch (error) {
    if ((error as Error).name === 'Rpc.WorkerCrashedError') restartData()
    set(id, { ...tasks.get(id)!, status: 'failed', error })
    return undefined
  }
}

export function cancelTask(id: string): void {
  controllers.get(id)?.abort()
}

export async function pauseTask(id: string, isPaused: boolean): Promise<void> {
  const task = tasks.get(id)
  if (!task) return
  set(id, { ...task, status: isPaused ? 'paused' : 'running' })
  await (isPaused ? dataHandle().pause({ id }) : dataHandle().proceed({ id }))
}

function follow(handle: DataHandle): void {
  if (followed.has(handle)) return
  followed.add(handle)
  const hear = (id: string, progress: NonNullable<Task['progress']>) => {
    const task = tasks.get(id)
    if (task && task.status !== 'done' && task.status !== 'failed') set(id, { ...task, progress })
  }
  for (const event of ['sealing', 'storing', 'checking', 'opening'] as const) {
    handle.on(event, (progress: DataEvents[typeof event]) => hear(progress.id, progress))
  }
  handle.on('archiving', (progress) => hear(everything, progress))
}

function set(id: string, task: Task | undefined): void {
  if (task) tasks.set(id, task)
  else tasks.delete(id)
  for (const listener of [...listeners]) listener()
}
