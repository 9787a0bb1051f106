'use client'

import type { Address } from '../../lib/bytes/hex.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { shortenHex } from '../ui/shortenHex.ts'

/** Returns what producers call themselves; until that is known, and for those that are gone, the ends of the address. */
export function useProducerNames(): (address: Address) => string {
  const { data } = useChainQuery({
    queryKey: ['producerNames'],
    queryFn: async (client) => {
      const { readProducerNames } = await import('../../lib/chain/readProducerNames.ts')
      return Object.fromEntries(await readProducerNames(client))
    },
    staleTime: 600_000,
  })
  return (address) => data?.[address.toLowerCase() as Address] || shortenHex(address)
}
