'use client'

import type { Hex } from '../../lib/bytes/hex.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'

/** Returns the calls of a transaction, and why it failed if it did. */
export function useTrace(hash: Hex) {
  return useChainQuery({
    queryKey: ['trace', hash],
    queryFn: async (client) => {
      const { failureOf, readTrace } = await import('../../lib/explorer/readTrace.ts')
      const root = await readTrace(client, hash)
      return { root, failure: failureOf(root) }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}
