import type { HeadStore, Store } from '../../lib/chain/createHeadStore.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { createProviderClient } from '../../lib/chain/createProviderClient.ts'
import { fetchNodeConfig, type NodeConfig } from '../../lib/chain/nodeConfig.ts'
import { readElsewhere } from '../../lib/chain/readContract.ts'
import { startHeadFeed } from '../../lib/chain/startHeadFeed.ts'
import { connectLight } from '../../lib/light/connectLight.ts'
import type { LightView } from '../../lib/light/createLightApi.ts'
import { createProofCollector } from '../../lib/light/createProofCollector.ts'
import { pause } from '../../lib/rpc/sleep.ts'
import { createLightLink } from './createLightLink.ts'
import { knownGenesis, rpcChoice } from './networkChoices.ts'

/** Returns what stands behind the link to the node: configuration, light client, the feed of the head. */
export function createChainWork({
  head,
  view,
  wantedBlocks,
}: {
  head: HeadStore
  view: Store<LightView | undefined>
  wantedBlocks: Store<readonly number[]>
}) {
  const light = createLightLink(view)
  let endPause = () => {}
  let reconnect = () => {}
  let config: Promise<NodeConfig> | undefined
  let client: Promise<NodeClient> | undefined

  function start(signal: AbortSignal): void {
    const connect = async (found: NodeConfig) => {
      const { handle, anchor } = await light.use(found)
      return connectLight({ ...handle, anchor })
    }
    const startNext = () =>
      startHeadFeed({ store: head, wanted: wantedBlocks, loadConfig, connect, sleep: pause, now: Date.now })
    let feed = startNext()
    const wake = () => document.visibilityState === 'visible' && light.nudge()
    endPause = () => feed.retry()
    reconnect = () => {
      feed.stop()
      config = undefined
      head.set({ status: 'connecting' })
      feed = startNext()
    }
    document.addEventListener('visibilitychange', wake, { signal })
    window.addEventListener('pageshow', wake, { signal })
    window.addEventListener('online', retry, { signal })
    signal.addEventListener('abort', () => {
      feed.stop()
      light.stop()
      client = undefined
    })
  }

  function retry(): void {
    endPause()
    light.nudge()
  }

  return {
    start,
    retry,
    reconnect: () => reconnect(),
    light: light.running,
    config(): Promise<NodeConfig> {
      config ??= loadConfig()
      config.catch(() => {
        config = undefined
      })
      return config
    },
    client(): Promise<NodeClient> {
      client ??= light.running().then(({ handle: { provider } }) => {
        const made = createProviderClient(provider)
        readElsewhere(made, async (read) => (await provider.read(read)).value)
        return made
      })
      client.catch(() => {
        client = undefined
      })
      return client
    },
    proving: async () => createProofCollector((await light.running()).handle.provider),
    async beginAnew(): Promise<void> {
      const state = head.get()
      if (state.status !== 'reset') return
      if (state.change === 'anchor') knownGenesis.set(state.found)
      else await (await light.running()).handle.api.clear()
      // What was read of the old chain stands in caches all over the page.
      window.location.reload()
    },
  }
}

async function loadConfig(signal?: AbortSignal): Promise<NodeConfig> {
  const deadline = AbortSignal.timeout(4_000)
  const config = await fetchNodeConfig({
    fetch: window.fetch.bind(window),
    signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
  })
  const rpcUrl = rpcChoice.get()
  return rpcUrl === undefined ? config : { ...config, rpcUrl, wsUrl: rpcUrl.replace(/^http/, 'ws') }
}
