'use client'

import { useQuery } from '@tanstack/react-query'
import type { Abi } from 'viem'

export type { Abi }

/** Returns the interface of a system contract; the interfaces of all are fetched with the first. */
export function useSystemContract(address: string) {
  const { data } = useQuery({
    queryKey: ['systemContract', address],
    queryFn: async () => {
      const { findSystemContract } = await import('../../lib/explorer/systemInterfaces.ts')
      return findSystemContract(address) ?? null
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ?? undefined
}
