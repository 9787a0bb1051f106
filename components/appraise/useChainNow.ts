'use client'

import { useHead } from '../providers/useHead.ts'
import { useNow } from '../ui/useNow.ts'

/** Returns the time in seconds by which deadlines count: the chain's where it is ahead of this clock; 0 until the page is alive. */
export function useChainNow(everyMs = 5_000): number {
  const now = useNow(everyMs) ?? 0
  const head = useHead()
  const chainSeconds = head.status === 'live' ? head.head.timestamp : 0
  return Math.max(Math.floor(now / 1_000), chainSeconds)
}
