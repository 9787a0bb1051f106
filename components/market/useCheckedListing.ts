'use client'

import type { Hex } from '../../lib/bytes/hex.ts'
import type { ListingRow } from '../../lib/market/ListingRow.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { useMarket } from './MarketProvider.tsx'

/** Returns a listing with its description, checked in this browser; `row` is what an index said it is. Without an id nothing is asked. */
export function useCheckedListing(id: Hex | undefined, row?: ListingRow) {
  const market = useMarket()
  return useChainQuery({
    // Told anything else, it is checked again.
    queryKey: ['checkedListing', id, row && toldOf(row)],
    queryFn: async (client) => {
      // An index that is away or knows nothing costs time, not truth: then the logs are asked.
      const told = row ?? (await (await market.api())?.readListing(id!).catch(() => undefined))
      if (told?.id === id) {
        const [{ checkOpenedRow }, opened] = await Promise.all([
          import('../../lib/market/checkOpenedRow.ts'),
          market.openRow(told!),
        ])
        return checkOpenedRow({ client, row: told!, opened })
      }
      const { checkListing } = await import('../../lib/market/checkListing.ts')
      return (await checkListing({ client, id: id!, getBlock: market.getBlock })) ?? null
    },
    enabled: id !== undefined,
    staleTime: 15_000,
  })
}

/** What an index says of a listing that a list shows. */
function toldOf({ price, token, seller, dataClass, isOpen, title, summary, kind, place, records }: ListingRow) {
  return { price, token, seller, dataClass, isOpen, title, summary, kind, place, records }
}
