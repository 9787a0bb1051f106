'use client'

import { useState } from 'react'

/** Returns how to run one task at a time, whether it runs, and what it failed with. */
export function useTask() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  async function run<T>(task: () => Promise<T>): Promise<T | undefined> {
    setBusy(true)
    setError(undefined)
    try {
      return await task()
    } catch (failure) {
      setError(failure)
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, run, clear: () => setError(undefined) }
}
