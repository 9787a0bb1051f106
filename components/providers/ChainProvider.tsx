'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { createHeadStore, createStore, type HeadStore, type Store } from '../../lib/chain/createHeadStore.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import type { NodeConfig } from '../../lib/chain/nodeConfig.ts'
import type { LightView } from '../../lib/light/createLightApi.ts'
import type { createProofCollector } from '../../lib/light/createProofCollector.ts'
import type { RunningLight } from './createLightLink.ts'
import { whenLoaded } from './whenLoaded.ts'

export type ChainLink = {
  head: HeadStore
  /** What the light client knows now; undefined until it runs. */
  view: Store<LightView | undefined>
  /** How many of the newest blocks each of those wants who show them. */
  wantedBlocks: Store<readonly number[]>
  /** The client for reads. The light client checks each answer; a wrong one is an error, never a value. */
  client(): Promise<NodeClient>
  /** A client for one read, and what its answers rest on. */
  proving(): Promise<ReturnType<typeof createProofCollector>>
  light(): Promise<RunningLight>
  config(): Promise<NodeConfig>
  /** Ends the pause between two attempts to reach the node. */
  retry(): void
  /** Begins anew with the servers that the person has chosen. */
  reconnect(): void
  /** Forgets the chain that is known, on the person's word, and follows the one that is served now. */
  beginAnew(): Promise<void>
}

const ChainContext = createContext<ChainLink | undefined>(undefined)

export function useChain(): ChainLink {
  const chain = useContext(ChainContext)
  if (!chain) throw new Error('useChain must be used inside ChainProvider.')
  return chain
}

/** Follows the node once the page has come to life. What that takes is not part of the first load: it comes after it. */
export function ChainProvider({ children }: { children: ReactNode }) {
  const [{ link, start }] = useState(createChainLink)
  useEffect(start, [start])
  return <ChainContext value={link}>{children}</ChainContext>
}

function createChainLink(): { link: ChainLink; start(): () => void } {
  const head = createHeadStore()
  const view = createStore<LightView | undefined>(undefined)
  const wantedBlocks = createStore<readonly number[]>([])
  let loading: ReturnType<typeof load> | undefined
  const load = async () => (await import('./createChainWork.ts')).createChainWork({ head, view, wantedBlocks })
  const work = () => {
    loading ??= load()
    loading.catch(() => {
      loading = undefined
    })
    return loading
  }
  return {
    link: {
      ...{ head, view, wantedBlocks },
      client: async () => (await work()).client(),
      proving: async () => (await work()).proving(),
      light: async () => (await work()).light(),
      config: async () => (await work()).config(),
      retry: () => void work().then(({ retry }) => retry(), report),
      reconnect: () => void work().then(({ reconnect }) => reconnect(), report),
      beginAnew: async () => (await work()).beginAnew(),
    },
    start: () => {
      const stopping = new AbortController()
      const callOff = whenLoaded(() => work().then(({ start }) => start(stopping.signal), report))
      return () => {
        callOff()
        stopping.abort()
      }
    },
  }

  function report({ name: reason }: Error): void {
    head.set({ status: 'down', rpcUrl: undefined, reason, last: undefined })
  }
}
