'use client'

import { useChain } from '../providers/ChainProvider.tsx'

/** Returns how to ask the node without proof, for what the caller checks by itself or shows as claimed. */
export function usePlainClient() {
  const chain = useChain()
  return async () => {
    const [{ createNodeClient }, config] = await Promise.all([
      import('../../lib/chain/createNodeClient.ts'),
      chain.config(),
    ])
    return createNodeClient(config)
  }
}
