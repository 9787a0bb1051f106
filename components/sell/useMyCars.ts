'use client'

import type { Address } from '../../lib/bytes/hex.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'

/** Returns the cars of an account with their agreements: which ones, says the index; that they are its cars, the chain. */
export function useMyCars(owner: Address) {
  const chain = useChain()
  return useChainQuery({
    queryKey: ['myCars', owner],
    queryFn: async (client) => {
      const { readMyCars } = await import('../../lib/market/readMyCars.ts')
      const url = (await chain.config()).services?.indexer?.http
      return readMyCars(client, { owner, indexUrl: url, fetch: window.fetch.bind(window) })
    },
    againMs: () => 10_000,
  })
}
