'use client'

import { useSyncExternalStore } from 'react'
import { type Task, taskStore } from './taskStore.ts'

/** Returns what is being done with a data set. */
export function useTaskOf(id: string): Task | undefined {
  return useSyncExternalStore(
    taskStore.subscribe,
    () => taskStore.get(id),
    () => undefined,
  )
}
