'use client'

import { useNow } from '../ui/useNow.ts'
import { type ChainTime, estimateChainTime } from './estimateChainTime.ts'
import { useHead } from './useHead.ts'

/** Returns what deadlines are measured by, ticking; undefined until it is known. */
export function useChainTime(everyMs = 1_000): ChainTime | undefined {
  const now = useNow(everyMs)
  const head = useHead()
  return now === undefined ? undefined : estimateChainTime(head, now)
}
