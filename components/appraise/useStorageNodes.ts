'use client'

import { useChain } from '../providers/ChainProvider.tsx'

/** Returns how to find the storage nodes of this network. */
export function useStorageNodes() {
  const chain = useChain()
  return async () => {
    const [{ storageNodes }, config] = await Promise.all([import('../../lib/ipfs/storageNodes.ts'), chain.config()])
    return storageNodes(config.services)
  }
}
