'use client'

import { useQuery } from '@tanstack/react-query'
import type { Description } from '../../lib/market/descriptionSchema.ts'
import { useMarket } from './MarketProvider.tsx'

/** Returns the CID and the length of every chunk, checked against the roots of the data set. */
export function useEntries(description: Description) {
  const market = useMarket()
  return useQuery({
    queryKey: ['entries', description.id],
    queryFn: ({ signal }) => market.readEntries(description, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
