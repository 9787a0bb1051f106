'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { createHeadStore, type HeadStore } from '../../lib/chain/createHeadStore.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import type { NodeConfig } from '../../lib/chain/nodeConfig.ts'
import type { createProofCollector } from '../../lib/light/createProofCollector.ts'
import { createLightLink, type LightLink, type RunningLight } from './createLightLink.ts'
import { knownGenesis, rpcChoice } from './networkChoices.ts'

export type ChainLink = {
  head: HeadStore
  /** The client for reads. The light client checks each answer; a wrong one is an error, never a value. */
  client(): Promise<NodeClient>
  /** A client for one read, and what its answers rest on. */
  proving(): Promise<ReturnType<typeof createProofCollector>>
  light(): Promise<RunningLight>
  lightView: Pick<LightLink, 'view' | 'subscribe'>
  config(): Promise<NodeConfig>
  /** Ends the pause between two attempts to reach the node. */
  retry(): void
  /** Forgets the chain that is known, on the person's word, and follows the one that is served now. */
  beginAnew(): Promise<void>
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
  const light = createLightLink()
  let retry = () => {}
  let config: Promise<NodeConfig> | undefined
  let client: Promise<NodeClient> | undefined
  const link: ChainLink = {
    head,
    config: () => (config ??= forgetFailure(loadConfig())),
    client: () => (client ??= createClient(light).catch(forgetClient)),
    proving: async () => {
      const [{ createProofCollector }, { handle }] = await Promise.all([
        import('../../lib/light/createProofCollector.ts'),
        light.running(),
      ])
      return createProofCollector(handle.provider)
    },
    light: light.running,
    lightView: light,
    retry: () => {
      retry()
      light.nudge()
    },
    beginAnew: () => beginAnew(head, light),
  }
  return {
    link,
    start: () => {
      const stopping = new AbortController()
      const wake = () => document.visibilityState === 'visible' && light.nudge()
      document.addEventListener('visibilitychange', wake, stopping)
      window.addEventListener('pageshow', wake, stopping)
      startFeed(head, light, stopping.signal).then(
        (feed) => {
          retry = feed?.retry ?? retry
        },
        (error: Error) => head.set({ status: 'down', rpcUrl: undefined, reason: error.name, last: undefined }),
      )
      return () => {
        stopping.abort()
        light.stop()
        client = undefined
      }
    },
  }

  function forgetFailure(loading: Promise<NodeConfig>): Promise<NodeConfig> {
    loading.catch(() => {
      config = undefined
    })
    return loading
  }

  function forgetClient(error: unknown): never {
    client = undefined
    throw error
  }
}

async function loadConfig(signal?: AbortSignal): Promise<NodeConfig> {
  const { fetchNodeConfig } = await import('../../lib/chain/nodeConfig.ts')
  const deadline = AbortSignal.timeout(4_000)
  const config = await fetchNodeConfig({
    fetch: window.fetch.bind(window),
    signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
  })
  const rpcUrl = rpcChoice.get()
  return rpcUrl === undefined ? config : { ...config, rpcUrl, wsUrl: rpcUrl.replace(/^http/, 'ws') }
}

async function createClient(light: LightLink): Promise<NodeClient> {
  const [{ createProviderClient }, { handle }] = await Promise.all([
    import('../../lib/chain/createProviderClient.ts'),
    light.running(),
  ])
  return createProviderClient(handle.provider)
}

async function beginAnew(head: HeadStore, light: LightLink): Promise<void> {
  const state = head.get()
  if (state.status !== 'reset') return
  if (state.change === 'anchor') knownGenesis.set(state.found)
  else await (await light.running()).handle.api.clear()
  // What was read of the old chain stands in caches all over the page.
  window.location.reload()
}

async function startFeed(store: HeadStore, light: LightLink, signal: AbortSignal) {
  const [{ startHeadFeed }, { connectLight }] = await Promise.all([
    import('../../lib/chain/startHeadFeed.ts'),
    import('../../lib/light/connectLight.ts'),
  ])
  if (signal.aborted) return
  const connect = async (config: NodeConfig) => {
    const { handle, anchor } = await light.use(config)
    return connectLight({ ...handle, anchor })
  }
  const feed = startHeadFeed({ store, loadConfig, connect, sleep, now: Date.now })
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
