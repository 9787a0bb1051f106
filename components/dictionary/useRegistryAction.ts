'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { TransactionReceipt } from 'viem'
import type { RegistryCall } from '../../lib/dictionary/registry/registryCalls.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { useTask } from '../wallet/useTask.ts'
import { useWalletLink } from '../wallet/WalletProvider.tsx'

const receiptTimeoutMs = 60_000
/** What asks nobody for an account may stay at a storage node at most this long. */
const leaseMs = 89 * 86_400_000

/** Returns how to store a document and send a call to the registry, one at a time, and what came of it. */
export function useRegistryAction() {
  const chain = useChain()
  const queries = useQueryClient()
  const { session } = useWalletLink()
  const { busy, error, run, clear } = useTask()

  async function store(bytes: Uint8Array<ArrayBuffer>, title: string): Promise<string> {
    const [{ publishBytes }, { storageNodes }] = await Promise.all([
      import('../../lib/ipfs/publishBytes.ts'),
      import('../../lib/ipfs/storageNodes.ts'),
    ])
    const { services } = await chain.config()
    const { cid } = await publishBytes({
      bytes,
      title,
      nodes: storageNodes(services),
      untilMs: Date.now() + leaseMs,
      copies: 1,
    })
    return cid
  }

  async function send(call: RegistryCall): Promise<TransactionReceipt> {
    const wallet = await session()
    const hash = await wallet.send(call)
    const { waitForTransactionReceipt } = await import('viem/actions')
    const receipt = await waitForTransactionReceipt(await chain.client(), {
      hash,
      timeout: receiptTimeoutMs,
      pollingInterval: 300,
    })
    const { RegistryRefusedError } = await import('../../lib/dictionary/registry/RegistryRefusedError.ts')
    if (receipt.status !== 'success') throw new RegistryRefusedError(hash)
    await queries.invalidateQueries({
      predicate: ({ queryKey }) => String(queryKey[0]).startsWith('dictionary') && queryKey[0] !== 'dictionaryDraft',
    })
    return receipt
  }

  return { busy, error, clear, run, store, send }
}
