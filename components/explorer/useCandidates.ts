'use client'

import { useChainQuery } from '../providers/useChainQuery.ts'

/** Returns who stands for producing blocks, read from the contract. */
export function useCandidates(againMs: number | false = false) {
  return useChainQuery({
    queryKey: ['candidates'],
    queryFn: async (client) => {
      const { readCandidates } = await import('../../lib/explorer/readCandidates.ts')
      return readCandidates(client)
    },
    staleTime: 20_000,
    againMs: () => againMs,
  })
}
