'use client'

import { useQuery } from '@tanstack/react-query'
import { useChain } from '../providers/ChainProvider.tsx'

/** Returns the anchor that the light client began with. */
export function useAnchor() {
  const chain = useChain()
  return useQuery({
    queryKey: ['anchor'],
    queryFn: async () => (await chain.light()).anchor,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
