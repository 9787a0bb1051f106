'use client'

import type { Hex } from '../../lib/bytes/hex.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'

export type TransactionStateOf = {
  kind: 'waiting' | 'inBlock' | 'final' | 'reverted' | 'unknown'
  blockNumber: number | undefined
}

/** Returns where the transaction is, asking until it is final. */
export function useTransactionState(hash: Hex): TransactionStateOf {
  const { data, error } = useChainQuery({
    queryKey: ['transactionState', hash],
    queryFn: async (client) => {
      const { readTransactionState } = await import('../../lib/wallet/readTransactionState.ts')
      return readTransactionState(client, hash)
    },
    againMs: (state) => (state?.kind === 'final' || state?.kind === 'reverted' ? false : 500),
  })
  if (data) return data
  return { kind: error ? 'unknown' : 'waiting', blockNumber: undefined }
}
