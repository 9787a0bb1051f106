'use client'

import { useQuery } from '@tanstack/react-query'

/** Returns a query of the published source of a contract. */
export function useContractSource(name: string | undefined) {
  return useQuery({
    queryKey: ['contractSource', name],
    queryFn: async () => {
      const { fetchContractSource } = await import('../../lib/explorer/ContractSource.ts')
      return fetchContractSource(name!, { fetch: window.fetch.bind(window) })
    },
    enabled: name !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}
