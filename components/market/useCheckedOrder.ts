'use client'

import type { CheckedOrder, Party } from '../../lib/market/checkOrderRow.ts'
import type { OrderRow } from '../../lib/market/OrderRow.ts'
import { type ChainQueryResult, useChainQuery } from '../providers/useChainQuery.ts'
import { useMarket } from './MarketProvider.tsx'

/** Returns an order as the chain has it, once what an index told of it agrees. */
export function useCheckedOrder(row: OrderRow, party: Party, isWanted: boolean): ChainQueryResult<CheckedOrder> {
  const market = useMarket()
  return useChainQuery({
    // Told anything else, it is checked again.
    queryKey: ['checkedOrder', party, row],
    queryFn: async (client) => {
      const { checkOrderRow } = await import('../../lib/market/checkOrderRow.ts')
      return checkOrderRow({ client, row, party, getBlock: market.getBlock })
    },
    enabled: isWanted,
    staleTime: 15_000,
  })
}
