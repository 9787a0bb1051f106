'use client'

import type { TransactionRow } from '../../lib/explorer/IndexRows.ts'
import { type ChainQueryResult, useChainQuery } from '../providers/useChainQuery.ts'

/**
 * Returns a row of the index once the chain has confirmed it; fails with the chain's word where it refutes it. Each check
 * costs the seals of a block, so rows that nobody sees yet can wait.
 */
export function useCheckedTransaction(row: TransactionRow, enabled = true): ChainQueryResult<TransactionRow> {
  return useChainQuery({
    queryKey: ['checkTransaction', row],
    queryFn: async (client) => {
      const { checkTransactionRow } = await import('../../lib/explorer/checkRow.ts')
      return checkTransactionRow(client, row)
    },
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
