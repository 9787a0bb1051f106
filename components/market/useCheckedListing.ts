'use client'

import type { Hex } from '../../lib/bytes/hex.ts'
import type { ListingRow } from '../../lib/market/ListingRow.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { useMarket } from './MarketProvider.tsx'

/** Returns a listing with its description, checked in this browser; `row` is what an index said it is. */
export function useCheckedListing(id: Hex | undefined, row?: ListingRow) {
  const market = useMarket()
  return useChainQuery({
    queryKey: ['checkedListing', id, row?.isOpen],
    queryFn: async (client) => {
      const [{ checkListing }, api] = await Promise.all([import('../../lib/market/checkListing.ts'), market.api()])
      // An index that is away or knows nothing costs time, not truth: then the logs are asked.
      const hint = row ?? (await api?.readListing(id!).catch(() => undefined))
      return (await checkListing({ client, id: id!, row: hint, getBlock: market.getBlock })) ?? null
    },
    enabled: id !== undefined,
    staleTime: 15_000,
  })
}
