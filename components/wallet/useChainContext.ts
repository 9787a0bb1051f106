'use client'

import { signTypedData } from 'wagmi/actions'
import type { Address } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { useWalletLink } from './WalletProvider.tsx'

/** Returns how to act on the chain with the account in use: each signature is asked for by its wallet. */
export function useChainContext(address: Address): () => Promise<ChainContext> {
  const chain = useChain()
  const link = useWalletLink()
  return async () => {
    const [client, session] = await Promise.all([chain.client(), link.session()])
    return {
      client,
      account: {
        address,
        send: (call) => session.send(call),
        signTypedData: (typedData) => signTypedData(session.config, { ...typedData, account: address } as never),
      },
    }
  }
}
