'use client'

import type { Hex } from '../../lib/bytes/hex.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { useMarket } from './MarketProvider.tsx'

const soonMs: Readonly<Record<string, number>> = {
  waiting: 3_000,
  drawing: 500,
  paid: 400,
  delivered: 3_000,
  none: 1_000,
}

/** Returns an order with everything that it takes to open it; asked again as long as something can still happen. */
export function usePurchase(id: Hex | undefined) {
  const market = useMarket()
  return useChainQuery({
    queryKey: ['purchase', id],
    queryFn: async (client) => {
      const [{ readPurchase }, api] = await Promise.all([import('../../lib/market/readPurchase.ts'), market.api()])
      return (await readPurchase({ client, api, id: id!, getBlock: market.getBlock })) ?? null
    },
    enabled: id !== undefined,
    againMs: (purchase) => soonMs[purchase?.status.state ?? 'none'] ?? false,
  })
}
