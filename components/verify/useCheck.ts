'use client'

import { useEffect, useRef, useState } from 'react'
import type { CheckStep } from '../../lib/light/checkProof.ts'
import { useChain } from '../providers/ChainProvider.tsx'

export type CheckRun = { steps: readonly CheckStep[]; busy: boolean; error: Error | undefined }

const idle: CheckRun = { steps: [], busy: false, error: undefined }
const limitMs = 30_000

/** Returns how to check a text in the light client's worker, and the steps as they are done. */
export function useCheck(): CheckRun & { check(text: string): void; cancel(): void } {
  const chain = useChain()
  const [run, setRun] = useState(idle)
  const current = useRef<AbortController>(undefined)
  useEffect(() => () => current.current?.abort(), [])

  async function check(text: string): Promise<void> {
    current.current?.abort()
    const controller = new AbortController()
    current.current = controller
    const { signal } = controller
    setRun({ ...idle, busy: true })
    let leave = () => {}
    try {
      const { api } = (await chain.light()).handle
      const id = Math.floor(Math.random() * 2 ** 48)
      const stopListening = api.on('step', (event) => {
        if (event.id === id && !signal.aborted)
          setRun((before) => ({ ...before, steps: [...before.steps, event.step] }))
      })
      leave = () => void stopListening()
      await api.check({ id, text }, { signal, timeoutMs: limitMs })
      if (!signal.aborted) setRun((before) => ({ ...before, busy: false }))
    } catch (error) {
      if (!signal.aborted) setRun((before) => ({ ...before, busy: false, error: error as Error }))
    } finally {
      leave()
    }
  }

  return {
    ...run,
    check: (text) => void check(text),
    cancel: () => {
      current.current?.abort()
      setRun((before) => ({ ...before, busy: false }))
    },
  }
}
