'use client'

import { useQuery } from '@tanstack/react-query'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { ListingRow } from '../../lib/market/ListingRow.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { useMarket } from './MarketProvider.tsx'

/** Returns a listing with its description, checked in this browser; `row` is what an index said it is. */
export function useCheckedListing(id: Hex | undefined, row?: ListingRow) {
  const chain = useChain()
  const market = useMarket()
  return useQuery({
    queryKey: ['checkedListing', id, row?.isOpen],
    queryFn: async ({ signal }) => {
      const [{ checkListing }, client, api] = await Promise.all([
        import('../../lib/market/checkListing.ts'),
        chain.client(),
        market.api(),
      ])
      // An index that is away or knows nothing costs time, not truth: then the logs are asked.
      const hint = row ?? (await api?.readListing(id!).catch(() => undefined))
      return (await checkListing({ client, id: id!, row: hint, getBlock: market.getBlock, signal })) ?? null
    },
    enabled: id !== undefined,
    staleTime: 15_000,
    retry: 1,
  })
}
