'use client'

import { useQuery } from '@tanstack/react-query'
import type { Hex } from '../../lib/bytes/hex.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { useMarket } from './MarketProvider.tsx'

const againMs = { waiting: 3_000, drawing: 500, paid: 400, delivered: 3_000, none: 1_000 } as const

/** Returns an order with everything that it takes to open it; asked again as long as something can still happen. */
export function usePurchase(id: Hex | undefined) {
  const chain = useChain()
  const market = useMarket()
  return useQuery({
    queryKey: ['purchase', id],
    queryFn: async () => {
      const [{ readPurchase }, client, api] = await Promise.all([
        import('../../lib/market/readPurchase.ts'),
        chain.client(),
        market.api(),
      ])
      return (await readPurchase({ client, api, id: id!, getBlock: market.getBlock })) ?? null
    },
    enabled: id !== undefined,
    retry: 3,
    refetchInterval: ({ state: { data, error } }) => {
      if (error) return 3_000
      return (againMs as Record<string, number>)[data?.status.state ?? 'none'] ?? false
    },
  })
}
