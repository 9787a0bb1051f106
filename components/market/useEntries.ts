'use client'

import { useQuery } from '@tanstack/react-query'
import type { Description } from '../../lib/market/descriptionSchema.ts'
import { useMarket } from './MarketProvider.tsx'

/** Returns the CID and the length of every chunk, from the pages of the data set, checked against its roots. */
export function useEntries(description: Description) {
  const market = useMarket()
  return useQuery({
    queryKey: ['entries', description.id],
    queryFn: async ({ signal }) => {
      const [{ rootsOf }, { listEntries }, { formatRawCid }] = await Promise.all([
        import('../../lib/market/description.ts'),
        import('../../lib/crypto/openData.ts'),
        import('../../lib/crypto/rawCid.ts'),
      ])
      const cids: string[] = []
      const lengths: number[] = []
      const set = rootsOf(description)
      for await (const { entry } of listEntries({ set, getBlock: market.getBlock, signal })) {
        cids.push(formatRawCid(entry.digest))
        lengths.push(entry.length)
      }
      return { pages: set.pages.map(({ cid }) => cid), cids, lengths }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}
