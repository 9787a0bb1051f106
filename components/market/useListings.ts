'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ListingFilter } from '../../lib/market/ListingFilter.ts'
import { useMarket } from './MarketProvider.tsx'

/** Returns a page of what an index finds; the last answer stays while the next is on its way. */
export function useListings(filter: ListingFilter, page: { offset: number; limit: number }) {
  const market = useMarket()
  return useQuery({
    queryKey: ['listings', filter, page],
    queryFn: async ({ signal }) => {
      const api = await market.api()
      return api ? api.searchListings(filter, page, signal) : null
    },
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })
}
