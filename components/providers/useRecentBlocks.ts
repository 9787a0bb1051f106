'use client'

import { useEffect } from 'react'
import type { BlockSummary, HeadState } from '../../lib/chain/HeadState.ts'
import { useChain } from './ChainProvider.tsx'
import { useHead } from './useHead.ts'

/** Returns the state of the head, and has the blocks before it checked as well, so many as are wanted and at most 24. */
export function useRecentBlocks(count: number): { state: HeadState; recent: readonly BlockSummary[] | undefined } {
  const { wantedBlocks } = useChain()
  const state = useHead()
  useEffect(() => {
    wantedBlocks.set([...wantedBlocks.get(), count])
    return () => {
      const others = [...wantedBlocks.get()]
      others.splice(others.indexOf(count), 1)
      wantedBlocks.set(others)
    }
  }, [wantedBlocks, count])
  return { state, recent: state.status === 'live' ? state.recent : undefined }
}
