'use client'

import type { Address } from '../../lib/bytes/hex.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'

/** Returns what the account holds, read again every few seconds, since coin-days grow by themselves. */
export function useHoldings(address: Address) {
  return useChainQuery({
    queryKey: ['holdings', address],
    queryFn: async (client) => {
      const { readHoldings } = await import('../../lib/wallet/readHoldings.ts')
      return readHoldings(client, address)
    },
    againMs: () => 3000,
  })
}
