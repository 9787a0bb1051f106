'use client'

import { useMemo } from 'react'
import type { ReadProof } from '../../lib/light/ReadProof.ts'
import { useHead } from '../providers/useHead.ts'
import { useLightView } from '../providers/useLightView.ts'

/** Returns what the live head and the list of the newest blocks rest on. */
export function useHeadProof(): ReadProof {
  const { status } = useHead()
  const view = useLightView()
  const head = view?.head
  const seenAtMs = view?.seenAtMs ?? 0
  const failure = view?.error
  return useMemo<ReadProof>(() => {
    if (failure) return { kind: 'failed', ...failure }
    if (status !== 'live' || head === undefined) return { kind: 'reading' }
    const asked = { id: -1, method: 'eth_blockNumber', params: [], askedAtMs: seenAtMs, tookMs: 0 }
    return { kind: 'proved', evidence: [{ ...asked, grade: 'proved', blocks: [head] }] }
  }, [failure, status, head, seenAtMs])
}
