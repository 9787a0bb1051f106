'use client'

import { useQuery } from '@tanstack/react-query'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { useChain } from './ChainProvider.tsx'

type ChainQuery<value> = {
  queryKey: readonly unknown[]
  queryFn(client: NodeClient): Promise<value>
  enabled?: boolean
  /** How long an answer stands before it is read again; for ever where the chain cannot change it. */
  staleTime?: number
  /** After how long an answer is read again by itself, or `false` when it is settled. */
  againMs?(value: value | undefined): number | false
}

/** Returns a query over a read of the chain; the client comes from the frame. */
export function useChainQuery<value>({ queryKey, queryFn, enabled = true, staleTime = 0, againMs }: ChainQuery<value>) {
  const chain = useChain()
  return useQuery<value>({
    queryKey,
    queryFn: async () => queryFn(await chain.client()),
    enabled,
    staleTime,
    refetchInterval: (query) => (query.state.error ? false : (againMs?.(query.state.data) ?? false)),
  })
}
