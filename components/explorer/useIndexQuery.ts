'use client'

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { NodeConfig } from '../../lib/chain/nodeConfig.ts'
import type { IndexClient, IndexParams } from '../../lib/explorer/createIndexClient.ts'
import { askAgainMs } from '../providers/askAgainMs.ts'
import { type ChainLink, useChain } from '../providers/ChainProvider.tsx'

type IndexQuery<value> = {
  path: string
  params?: IndexParams
  enabled?: boolean
  staleTime?: number
  againMs?(value: value | null | undefined): number | false
}

/** Returns a query of the index; `null` where it knows no such thing. What comes back is hearsay. */
export function useIndexQuery<value>(query: IndexQuery<value>): UseQueryResult<value | null> {
  const { path, params = {}, enabled = true, staleTime = 0, againMs } = query
  const chain = useChain()
  return useQuery<value | null>({
    queryKey: ['index', path, params],
    queryFn: async ({ signal }) => (await (await openIndex(chain)).get<value>(path, params, signal)) ?? null,
    enabled,
    staleTime,
    refetchInterval: ({ state }) => askAgainMs(againMs?.(state.data) ?? false, state),
  })
}

/** Returns the client of the network's index; its code is fetched when it is first wanted. */
export async function openIndex(chain: ChainLink): Promise<IndexClient> {
  const { createIndexClient, NoIndexError } = await import('../../lib/explorer/createIndexClient.ts')
  const url = (await findIndex(chain.config())) ?? (await findIndex(loadConfig()))
  if (!url) throw new NoIndexError()
  return createIndexClient({ url, fetch: window.fetch.bind(window) })
}

async function findIndex(config: Promise<NodeConfig>): Promise<string | undefined> {
  return (await config).services?.indexer?.http
}

/** A page that was opened while the network was starting may know of no index yet. */
async function loadConfig(): Promise<NodeConfig> {
  const { fetchNodeConfig } = await import('../../lib/chain/nodeConfig.ts')
  return fetchNodeConfig({ fetch: window.fetch.bind(window), signal: AbortSignal.timeout(4_000) })
}
