'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useSigning } from '../data/useSigning.ts'
import { useWalletView } from '../wallet/WalletProvider.tsx'
import type { Openers } from './openDocument.ts'
import { usePlainClient } from './usePlainClient.ts'
import { useStorageNodes } from './useStorageNodes.ts'

const nobody = { address: `0x${'0'.repeat(40)}`, kind: 'injected' } as const

/** Returns what opens sealed documents for the account in use: its own seed, and keys that owners have sealed to it. */
export function useOpeners(vehicleId: bigint): Openers {
  const { connection } = useWalletView()
  const { seed } = useSigning(connection ?? nobody)
  const plain = usePlainClient()
  const nodes = useStorageNodes()
  const queries = useQueryClient()
  if (!connection) return {}
  const account = connection.address
  const shared = () =>
    queries.fetchQuery({
      queryKey: ['sharedKeys', String(vehicleId), account],
      queryFn: async ({ signal }) => {
        const [{ collectKeys }, logs, known] = await Promise.all([import('./collectKeys.ts'), plain(), nodes()])
        return collectKeys({ logs, nodes: known, account, vehicleId, seed, signal })
      },
      staleTime: 10_000,
    })
  return { seed, shared }
}
