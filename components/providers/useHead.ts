'use client'

import { useSyncExternalStore } from 'react'
import type { HeadState } from '../../lib/chain/HeadState.ts'
import { useChain } from './ChainProvider.tsx'

const connecting: HeadState = { status: 'connecting' }

/** Returns the live state of the link to the node. */
export function useHead(): HeadState {
  const { head } = useChain()
  return useSyncExternalStore(head.subscribe, head.get, () => connecting)
}
