'use client'

import type { Address } from '../../lib/bytes/hex.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'

/** Returns what the node says that an account may still spend without paying, read again as it refills. */
export function useFreeGas(address: Address) {
  return useChainQuery({
    queryKey: ['freeGas', address],
    queryFn: async (client) => {
      const { readFreeGas } = await import('../../lib/wallet/readFreeGas.ts')
      return readFreeGas(client, address)
    },
    againMs: (found) => (found === null ? false : 4_000),
  })
}
