'use client'

import { useEffect, useState } from 'react'

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
