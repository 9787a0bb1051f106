'use client'

import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import type { Desk } from './describeCar.ts'
import { useStorageNodes } from './useStorageNodes.ts'

/** Returns what writing documents needs: who acts, where they are kept, and the chain that they speak of. */
export function useDesk(): (context: ChainContext) => Promise<Desk> {
  const chain = useChain()
  const nodes = useStorageNodes()
  return async (context) => {
    const [{ keepDocuments }, config, known] = await Promise.all([
      import('./keepDocuments.ts'),
      chain.config(),
      nodes(),
    ])
    const { chainId = 0, genesisHash = '0x' } = config
    return { context, keeper: keepDocuments({ account: context.account, nodes: known }), chainId, genesisHash }
  }
}
