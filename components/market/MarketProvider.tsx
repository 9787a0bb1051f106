'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import { nameError } from '../../lib/chain/nameError.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'
import type { OpenedRow } from '../../lib/market/checkOpenedRow.ts'
import type { Description } from '../../lib/market/descriptionSchema.ts'
import type { ListingRow } from '../../lib/market/ListingRow.ts'
import type { MarketApi } from '../../lib/market/marketApi.ts'
import type { Entries } from '../../lib/market/readEntries.ts'
import type { MarketWork } from '../../workers/market.ts'
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
  /** Checks what an index tells of a listing, in a worker. */
  openRow(row: ListingRow): Promise<OpenedRow>
  /** Reads the list of chunks, in a worker. */
  readEntries(description: Description, signal?: AbortSignal): Promise<Entries>
  agentUrl(): Promise<string | undefined>
  /** The account in use with its keys and workers. */
  actor(): Promise<MarketActor>
}

const pageMs = 60_000

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
  let worker: Promise<MarketWork> | undefined
  async function withWorker<T>(run: (work: MarketWork) => Promise<T>): Promise<T> {
    worker ??= import('../../workers/market.ts').then(({ startMarketWork }) => startMarketWork())
    try {
      return await run(await worker)
    } catch (error) {
      // The next question starts another one.
      if (nameError(error) === 'Rpc.WorkerCrashedError') worker = undefined
      throw error
    }
  }
  return {
    nodes,
    api: once(async () => {
      const url = (await services())?.indexer?.http
      if (!url) return undefined
      const { createRemoteMarketApi } = await import('../../workers/market.ts')
      return createRemoteMarketApi(url, (question, signal) =>
        withWorker((work) => work.ask(question, signal && { signal })),
      )
    }),
    getBlock: async (cid, signal) => (await reader())(cid, signal),
    openRow: (row) => withWorker(async (work) => work.openRow({ row, nodes: await nodes() })),
    readEntries: (description, signal) => {
      // Each page of the list is fetched by itself, and has a call's time.
      const timeoutMs = pageMs * Math.max(1, description.pages.length)
      return withWorker(async (work) =>
        work.readEntries({ description, nodes: await nodes() }, { timeoutMs, ...(signal && { signal }) }),
      )
    },
    agentUrl: async () => (await services())?.agent?.http,
    actor: once(async () => {
      const { createMarketActor } = await import('./createMarketActor.ts')
      return createMarketActor({ chain, wallet, nodes })
    }),
  }
}
