'use client'

import type { HeadState } from '../../lib/chain/HeadState.ts'
import { useChain } from './ChainProvider.tsx'
import { useFollowed } from './useFollowed.ts'

const connecting: HeadState = { status: 'connecting' }

/** Returns the live state of the link to the node. */
export function useHead(): HeadState {
  return useFollowed(useChain().head, connecting)
}
