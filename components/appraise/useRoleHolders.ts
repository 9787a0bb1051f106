'use client'

import type { Address } from '../../lib/bytes/hex.ts'
import type { RoleName } from '../../lib/chain/roleIds.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'

/** Returns who holds a role, with how they have served. */
export function useRoleHolders(role: RoleName, hints: readonly Address[]) {
  return useChainQuery({
    queryKey: ['roleHolders', role],
    queryFn: async (client) => {
      const { readRoleHolders } = await import('../../lib/appraisal/readRoleHolders.ts')
      return readRoleHolders({ client, hints }, role)
    },
    staleTime: 60_000,
  })
}
