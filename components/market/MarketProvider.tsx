'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'
import type { MarketApi } from '../../lib/market/marketApi.ts'
import { type ChainLink, useChain } from '../providers/ChainProvider.tsx'
import type { WalletLink } from '../wallet/WalletProvider.tsx'
import { useWalletLink } from '../wallet/WalletProvider.tsx'
import type { MarketActor } from './createMarketActor.ts'

/** What the market's pages stand on. Each part is fetched when it is first asked for. */
export type MarketLink = {
  /** The index, or undefined where none is published: then only what links name can be shown. */
  api(): Promise<MarketApi | undefined>
  nodes(): Promise<readonly StorageNode[]>
  getBlock: (cid: string, signal?: AbortSignal) => Promise<Uint8Array<ArrayBuffer> | undefined>
  agentUrl(): Promise<string | undefined>
  /** The account in use with its keys and workers. */
  actor(): Promise<MarketActor>
}

const MarketContext = createContext<MarketLink | undefined>(undefined)

export function useMarket(): MarketLink {
  const market = useContext(MarketContext)
  if (!market) throw new Error('useMarket must be used inside MarketProvider.')
  return market
}

export function MarketProvider({ children }: { children: ReactNode }) {
  const chain = useChain()
  const wallet = useWalletLink()
  const [link] = useState(() => createMarketLink(chain, wallet))
  return <MarketContext value={link}>{children}</MarketContext>
}

function createMarketLink(chain: ChainLink, wallet: WalletLink): MarketLink {
  const services = async () => (await chain.config()).services
  const once = <T,>(make: () => Promise<T>) => {
    let made: Promise<T> | undefined
    return () =>
      (made ??= make().catch((error) => {
        made = undefined
        throw error
      }))
  }
  const nodes = once(async () => {
    const { storageNodes } = await import('../../lib/ipfs/storageNodes.ts')
    return storageNodes(await services())
  })
  const reader = once(async () => {
    const { createBlockReader } = await import('../../lib/ipfs/fetchBlock.ts')
    return createBlockReader(await nodes())
  })
  return {
    nodes,
    api: once(async () => {
      const url = (await services())?.indexer?.http
      if (!url) return undefined
      const { createMarketApi } = await import('../../lib/market/marketApi.ts')
      return createMarketApi({ url, fetch: window.fetch.bind(window) })
    }),
    getBlock: async (cid, signal) => (await reader())(cid, signal),
    agentUrl: async () => (await services())?.agent?.http,
    actor: once(async () => {
      const { createMarketActor } = await import('./createMarketActor.ts')
      return createMarketActor({ chain, wallet, nodes })
    }),
  }
}
