'use client'

import type { Address } from '../../lib/bytes/hex.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { useTokens } from './useTokens.ts'

/** Returns how much the account has of each token that the wallet shows, QDT first. */
export function useBalances(address: Address) {
  const { tokens } = useTokens()
  return useChainQuery({
    queryKey: ['balances', address, ...tokens.map((token) => token.address)],
    queryFn: async (client) => {
      const { readBalances } = await import('../../lib/wallet/readHoldings.ts')
      return readBalances(client, address, tokens)
    },
    againMs: () => 5000,
  })
}

/** Returns what the account holds, read again every few seconds, since coin-days grow by themselves. */
export function useHoldings(address: Address) {
  return useChainQuery({
    queryKey: ['holdings', address],
    queryFn: async (client) => {
      const { readHoldings } = await import('../../lib/wallet/readHoldings.ts')
      return readHoldings(client, address)
    },
    againMs: () => 3000,
  })
}
