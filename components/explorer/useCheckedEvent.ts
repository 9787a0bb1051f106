'use client'

import type { EventRow } from '../../lib/explorer/IndexRows.ts'
import { type ChainQueryResult, useChainQuery } from '../providers/useChainQuery.ts'

/** Returns an event of the index once its receipt has confirmed it; fails with the chain's word where it refutes it. */
export function useCheckedEvent(row: EventRow): ChainQueryResult<EventRow> {
  return useChainQuery({
    queryKey: ['checkEvent', row],
    queryFn: async (client) => {
      const { checkEventRow } = await import('../../lib/explorer/checkRow.ts')
      return checkEventRow(client, row)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}
