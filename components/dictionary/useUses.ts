'use client'

import { useChainQuery } from '../providers/useChainQuery.ts'

/** Returns the data sets on chain that name a dictionary release. */
export function useUses() {
  return useChainQuery({
    queryKey: ['dictionaryUses'],
    queryFn: async (client) => (await import('../../lib/dictionary/registry/readUses.ts')).readUses(client),
    staleTime: 10_000,
  })
}
