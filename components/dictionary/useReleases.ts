'use client'

import { useChainQuery } from '../providers/useChainQuery.ts'

/** Returns all releases of the registry, the newest first. */
export function useReleases() {
  return useChainQuery({
    queryKey: ['dictionaryReleases'],
    queryFn: async (client) => {
      const { readReleases } = await import('../../lib/dictionary/registry/readReleases.ts')
      return readReleases(client)
    },
    againMs: () => 5_000,
  })
}
