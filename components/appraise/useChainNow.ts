'use client'

import { useChainTime } from '../providers/useChainTime.ts'

/** Returns the time in seconds by which deadlines count; 0 until it is known. */
export function useChainNow(everyMs = 5_000): number {
  return useChainTime(everyMs)?.seconds ?? 0
}
