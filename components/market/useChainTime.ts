'use client'

import { useHead } from '../providers/useHead.ts'

/** Returns the time of the newest block in seconds: what deadlines are measured by; undefined until it is known. */
export function useChainTime(): number | undefined {
  const head = useHead()
  return head.status === 'live' ? head.head.timestamp : undefined
}
