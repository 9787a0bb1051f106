'use client'

import type { TransactionRow } from '../../lib/explorer/IndexRows.ts'
import { type ChainQueryResult, useChainQuery } from '../providers/useChainQuery.ts'

/** Returns a row of the index once the chain has confirmed it; fails with the chain's word where it refutes it. */
export function useCheckedTransaction(row: TransactionRow): ChainQueryResult<TransactionRow> {
  return useChainQuery({
    queryKey: ['checkTransaction', row],
    queryFn: async (client) => {
      const { checkTransactionRow } = await import('../../lib/explorer/checkRow.ts')
      return checkTransactionRow(client, row)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}
