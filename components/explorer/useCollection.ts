'use client'

import { useChainQuery } from '../providers/useChainQuery.ts'

/** Returns an ERC-721 collection by its address; `null` when the address is none. */
export function useCollection(address: string | undefined) {
  return useChainQuery({
    queryKey: ['collection', address],
    queryFn: async (client) => {
      const { readCollection } = await import('../../lib/explorer/readCollection.ts')
      return (await readCollection(client, address!)) ?? null
    },
    enabled: Boolean(address),
    staleTime: 10_000,
  })
}
