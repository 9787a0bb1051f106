'use client'

import { parseBlockId } from '../../lib/chain/parseBlockId.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { useHead } from '../providers/useHead.ts'

const againMs = 1_000

/** Returns the block; `null` when the chain has none by that name. A future number is read again when its time has come. */
export function useBlockDetails(id: string | undefined) {
  const state = useHead()
  const target = id ? parseBlockId(id) : undefined
  const head = state.status === 'live' ? state.head.number : undefined
  // Before the head is known a block is read as well; one that is shown stays when the head comes.
  const isNumber = target !== undefined && 'number' in target
  const isWaiting = isNumber && head !== undefined && head < target.number
  return useChainQuery({
    queryKey: ['block', id, isWaiting],
    queryFn: async (client) => {
      const { readBlockDetails } = await import('../../lib/chain/readBlockDetails.ts')
      return (await readBlockDetails(client, id!)) ?? null
    },
    enabled: Boolean(id),
    staleTime: Number.POSITIVE_INFINITY,
    againMs: (block) => (block === null && isNumber && !isWaiting ? againMs : false),
  })
}
