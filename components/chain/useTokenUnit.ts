'use client'

import type { Address } from '../../lib/bytes/hex.ts'
import { findToken } from '../../lib/chain/chainTokens.ts'
import type { TokenUnit } from '../../lib/chain/readTokenUnit.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'

/** Returns how a token counts; `null` where it does not say, undefined while that is not known. Ours are known without asking. */
export function useTokenUnit(token: string): TokenUnit | null | undefined {
  const known = findToken(token)
  const { data, error } = useChainQuery({
    queryKey: ['tokenUnit', token.toLowerCase()],
    queryFn: async (client) => {
      const { readTokenUnit } = await import('../../lib/chain/readTokenUnit.ts')
      return (await readTokenUnit(client, token as Address)) ?? null
    },
    enabled: known === undefined,
    staleTime: 60_000,
  })
  return known ?? data ?? (error ? null : data)
}
