'use client'

import { parseBlockId } from '../../lib/chain/parseBlockId.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { useHead } from '../providers/useHead.ts'

/** Returns the block; `null` when the chain has none by that name. A future number is read again when its time has come. */
export function useBlockDetails(id: string | undefined) {
  const state = useHead()
  const target = id ? parseBlockId(id) : undefined
  const head = state.status === 'live' ? state.head.number : undefined
  const reached = target && 'number' in target && head !== undefined ? head >= target.number : undefined
  return useChainQuery({
    queryKey: ['block', id, reached],
    queryFn: async (client) => {
      const { readBlockDetails } = await import('../../lib/chain/readBlockDetails.ts')
      return (await readBlockDetails(client, id!)) ?? null
    },
    enabled: Boolean(id),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
