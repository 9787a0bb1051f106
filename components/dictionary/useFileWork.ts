'use client'

import { useEffect, useRef, useState } from 'react'
import { useTask } from '../wallet/useTask.ts'
import { dictionaryWorker } from './dictionaryWorker.ts'

const timeoutMs = 3_600_000

/** Returns how to have the worker go through files: with progress, cancelled by a press or by leaving the page. */
export function useFileWork() {
  const { busy, error, run, clear } = useTask()
  const [bytes, setBytes] = useState(0)
  const stopping = useRef<AbortController>(undefined)
  useEffect(() => dictionaryWorker().on('progress', (progress) => setBytes(progress.bytes)), [])
  useEffect(() => () => stopping.current?.abort(), [])
  return {
    busy,
    error,
    clear,
    bytes,
    stop: () => stopping.current?.abort(),
    start<T>(work: (options: { signal: AbortSignal; timeoutMs: number }) => Promise<T>): Promise<T | undefined> {
      setBytes(0)
      const controller = new AbortController()
      stopping.current = controller
      return run(() => work({ signal: controller.signal, timeoutMs }))
    },
  }
}
