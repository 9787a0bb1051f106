'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'

/** Returns the clock, ticking; undefined until the page is alive, since an exported page has no time of its own. */
export function useNow(everyMs: number): number | undefined {
  const [now, setNow] = useState<number>()
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

const tickMs = 1_000
const listeners = new Set<() => void>()
let now: number | undefined
let timer: ReturnType<typeof setInterval> | undefined

/** Returns what is read from a clock of whole seconds that all share; the component is drawn anew when that changes. */
export function useClock(read: (now: number | undefined) => string): string {
  return useSyncExternalStore(
    listen,
    () => read(now),
    () => read(undefined),
  )
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  now ??= Date.now()
  timer ??= setInterval(() => {
    now = Date.now()
    for (const tell of listeners) tell()
  }, tickMs)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    now = undefined
  }
}
