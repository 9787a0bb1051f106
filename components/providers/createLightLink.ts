import type { NodeConfig } from '../../lib/chain/nodeConfig.ts'
import type { LightView } from '../../lib/light/createLightApi.ts'
import type { LightAnchor } from '../../lib/light/LightAnchor.ts'
import type { LightHandle } from '../../workers/light.ts'
import { knownGenesis, witnessChoice } from './networkChoices.ts'

export type RunningLight = { handle: LightHandle; anchor: LightAnchor }
export type LightLink = {
  /** Sets the light client to the server of the configuration; its worker is fetched with the first one. */
  use(config: NodeConfig): Promise<RunningLight>
  /** Resolves when the light client runs. */
  running(): Promise<RunningLight>
  /** What the light client knows now; undefined until it runs. */
  view(): LightView | undefined
  subscribe(listener: () => void): () => void
  nudge(): void
  stop(): void
}

const startMs = 15_000

/** Returns the link to the light client of this tab. Nothing is fetched before `use`. */
export function createLightLink(): LightLink {
  let worker: LightHandle | undefined
  let current: (RunningLight & { key: string }) | undefined
  let arrival = createArrival()
  let view: LightView | undefined
  const listeners = new Set<() => void>()

  function show(next: LightView | undefined): void {
    view = next
    for (const listener of listeners) listener()
  }

  async function startWorker(): Promise<LightHandle> {
    const { startLight } = await import('../../workers/light.ts')
    const handle = startLight()
    handle.api.on('view', show)
    return handle
  }

  async function start(config: NodeConfig): Promise<RunningLight> {
    const { loadAnchor } = await import('../../lib/light/loadAnchor.ts')
    const anchor = await loadAnchor({ config, fetch: window.fetch.bind(window), signal: AbortSignal.timeout(startMs) })
    await checkGenesis(anchor)
    const { rpcUrl, wsUrl } = config
    const options = { anchor, rpcUrl, wsUrl, witnessUrl: witnessChoice.get() }
    const key = JSON.stringify(options)
    if (current?.key === key) return current
    worker ??= await startWorker()
    await worker.api.start(options)
    current = { handle: worker, anchor, key }
    return current
  }

  return {
    async use(config) {
      try {
        const running = await start(config)
        arrival.resolve(running)
        return running
      } catch (error) {
        arrival.reject(error)
        arrival = createArrival()
        throw error
      }
    },
    running: async () => current ?? withDeadline(arrival.promise),
    view: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    nudge: () => void current?.handle.api.nudge().catch(() => {}),
    stop() {
      worker?.stop()
      worker = undefined
      current = undefined
      show(undefined)
      arrival = createArrival()
    },
  }
}

/** The app may have been set to another chain since the last visit; the person is asked before it is followed. */
async function checkGenesis({ genesisHash: found }: LightAnchor): Promise<void> {
  const expected = knownGenesis.get()
  if (expected === undefined) knownGenesis.set(found)
  if (expected === undefined || expected === found) return
  const { ChainChangedError } = await import('../../lib/chain/startHeadFeed.ts')
  throw new ChainChangedError({ change: 'anchor', expected, found })
}

function createArrival() {
  const arrival = Promise.withResolvers<RunningLight>()
  arrival.promise.catch(() => {})
  return arrival
}

async function withDeadline<value>(promise: Promise<value>): Promise<value> {
  const { NoAnswerError } = await import('../../lib/light/Transport.ts')
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new NoAnswerError('the start of the light client', startMs)), startMs)
  return Promise.race([promise, late.promise]).finally(() => clearTimeout(timer))
}
