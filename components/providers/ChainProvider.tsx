'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { createHeadStore, type HeadStore } from '../../lib/chain/createHeadStore.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import type { NodeConfig } from '../../lib/chain/nodeConfig.ts'

export type ChainLink = {
  head: HeadStore
  /** The client for reads; its code is fetched when the first read asks for it. */
  client(): Promise<NodeClient>
  config(): Promise<NodeConfig>
  /** Ends the pause between two attempts to reach the node. */
  retry(): void
}

const ChainContext = createContext<ChainLink | undefined>(undefined)

export function useChain(): ChainLink {
  const chain = useContext(ChainContext)
  if (!chain) throw new Error('useChain must be used inside ChainProvider.')
  return chain
}

/** Follows the node from the first paint on. viem is not part of the first load: it comes with the feed. */
export function ChainProvider({ children }: { children: ReactNode }) {
  const [{ link, start }] = useState(createChainLink)
  useEffect(() => start(), [start])
  return <ChainContext value={link}>{children}</ChainContext>
}

function createChainLink(): { link: ChainLink; start(): () => void } {
  const head = createHeadStore()
  let retry = () => {}
  let config: Promise<NodeConfig> | undefined
  let client: Promise<NodeClient> | undefined
  const link: ChainLink = {
    head,
    config: () => (config ??= loadConfig()),
    client: () => (client ??= createClient(link)),
    retry: () => retry(),
  }
  return {
    link,
    start: () => {
      const stopping = new AbortController()
      startFeed(head, stopping.signal).then(
        (feed) => {
          retry = feed?.retry ?? retry
        },
        (error: Error) => head.set({ status: 'down', rpcUrl: undefined, reason: error.name, last: undefined }),
      )
      return () => stopping.abort()
    },
  }
}

async function loadConfig(signal?: AbortSignal): Promise<NodeConfig> {
  const { fetchNodeConfig } = await import('../../lib/chain/nodeConfig.ts')
  const deadline = AbortSignal.timeout(4_000)
  return fetchNodeConfig({
    fetch: window.fetch.bind(window),
    signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
  })
}

async function createClient(link: ChainLink): Promise<NodeClient> {
  const [{ createNodeClient }, { defaultNodeConfig }] = await Promise.all([
    import('../../lib/chain/createNodeClient.ts'),
    import('../../lib/chain/nodeConfig.ts'),
  ])
  return createNodeClient(await link.config().catch(() => defaultNodeConfig))
}

async function startFeed(store: HeadStore, signal: AbortSignal) {
  const [{ startHeadFeed }, { connectNode }] = await Promise.all([
    import('../../lib/chain/startHeadFeed.ts'),
    import('../../lib/chain/connectNode.ts'),
  ])
  if (signal.aborted) return
  const feed = startHeadFeed({ store, loadConfig, connect: connectNode, sleep, now: Date.now })
  signal.addEventListener('abort', feed.stop)
  window.addEventListener('online', feed.retry, { signal })
  return feed
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      resolve()
    }
  })
}
