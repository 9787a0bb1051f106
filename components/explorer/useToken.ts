'use client'

import { useChainQuery } from '../providers/useChainQuery.ts'

/** Returns an ERC-20 token by its address; `null` when the address is no token. */
export function useToken(address: string | undefined) {
  return useChainQuery({
    queryKey: ['token', address],
    queryFn: async (client) => {
      const { readToken } = await import('../../lib/chain/readToken.ts')
      return (await readToken(client, address!)) ?? null
    },
    enabled: Boolean(address),
    staleTime: 10_000,
  })
}
