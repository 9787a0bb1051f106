'use client'

import { useChainQuery } from '../providers/useChainQuery.ts'
import { useHead } from '../providers/useHead.ts'

/** Blocks after which the set is read again at the latest; a new one begins at the edge of an epoch. */
const slice = 42

/** Returns the set that makes the next blocks, read from the contract. */
export function useSchedule() {
  const state = useHead()
  const part = state.status === 'live' ? Math.floor((state.head.number + 1) / slice) : undefined
  return useChainQuery({
    queryKey: ['schedule', part],
    queryFn: async (client) => {
      const [{ readSchedule }, { loadKeccak }] = await Promise.all([
        import('../../lib/explorer/readSchedule.ts'),
        import('../../lib/bytes/keccak256.ts'),
      ])
      // Who follows whom is drawn by hashing, while the ring is drawn.
      await loadKeccak()
      return readSchedule(client)
    },
    enabled: part !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
