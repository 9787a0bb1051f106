'use client'

import { useQuery } from '@tanstack/react-query'
import { readHealth } from '../../lib/ipfs/leases.ts'
import { storageNodes } from '../../lib/ipfs/storageNodes.ts'
import { useChain } from '../providers/ChainProvider.tsx'

/** Returns the storage nodes that this network publishes. */
export function useStorageNodes() {
  const chain = useChain()
  return useQuery({
    queryKey: ['storage', 'nodes'],
    queryFn: async () => storageNodes((await chain.config()).services),
  })
}

/** Returns what a node says of itself, asked again every few seconds; null when it does not answer. */
export function useNodeHealth(http: string) {
  return useQuery({
    queryKey: ['storage', 'health', http],
    queryFn: ({ signal }) => readHealth({ node: { http }, signal }).catch(() => null),
    refetchInterval: 5_000,
  })
}
