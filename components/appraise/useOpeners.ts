'use client'

import { useQueryClient } from '@tanstack/react-query'
import { createSigning } from '../data/useSigning.ts'
import { useWalletLink } from '../wallet/WalletProvider.tsx'
import type { Openers } from './openDocument.ts'
import { usePlainClient } from './usePlainClient.ts'
import { useStorageNodes } from './useStorageNodes.ts'

/**
 * Returns what opens sealed documents for the account in use: its own seed, and keys that owners have sealed to it. A wallet
 * that is still coming back when somebody asks is waited for.
 */
export function useOpeners(vehicleId: bigint): Openers {
  const link = useWalletLink()
  const plain = usePlainClient()
  const nodes = useStorageNodes()
  const queries = useQueryClient()

  async function account() {
    return (await link.session()).returned()
  }

  async function seed() {
    const connection = await account()
    return connection && createSigning(link, connection).seed()
  }

  async function shared() {
    const connection = await account()
    if (!connection) return []
    return queries.fetchQuery({
      queryKey: ['sharedKeys', String(vehicleId), connection.address],
      queryFn: async ({ signal }) => {
        const [{ collectKeys }, logs, known] = await Promise.all([import('./collectKeys.ts'), plain(), nodes()])
        const { seed } = createSigning(link, connection)
        return collectKeys({ logs, nodes: known, account: connection.address, vehicleId, seed, signal })
      },
      staleTime: 10_000,
    })
  }

  return { seed, shared }
}
