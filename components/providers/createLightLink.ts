import type { Store } from '../../lib/chain/createHeadStore.ts'
import type { NodeConfig } from '../../lib/chain/nodeConfig.ts'
import { ChainChangedError } from '../../lib/chain/startHeadFeed.ts'
import type { LightView } from '../../lib/light/createLightApi.ts'
import type { LightAnchor } from '../../lib/light/LightAnchor.ts'
import { loadAnchor } from '../../lib/light/loadAnchor.ts'
import { NoAnswerError } from '../../lib/light/Transport.ts'
import { type LightHandle, startLight } from '../../workers/light.ts'
import { knownGenesis, witnessChoice } from './networkChoices.ts'

export type RunningLight = { handle: LightHandle; anchor: LightAnchor }
export type LightLink = {
  /** Sets the light client to the server of the configuration; its worker starts with the first one. */
  use(config: NodeConfig): Promise<RunningLight>
  /** Resolves when the light client runs. */
  running(): Promise<RunningLight>
  nudge(): void
  stop(): void
}

const startMs = 15_000

/** Returns the link to the light client of this tab, which tells the store what it knows. */
export function createLightLink(view: Store<LightView | undefined>): LightLink {
  let worker: LightHandle | undefined
  let current: (RunningLight & { key: string }) | undefined
  let arrival = createArrival()

  function startWorker(): LightHandle {
    const handle = startLight()
    handle.api.on('view', view.set)
    return handle
  }

  async function start(config: NodeConfig): Promise<RunningLight> {
    const anchor = await loadAnchor({ config, fetch: window.fetch.bind(window), signal: AbortSignal.timeout(startMs) })
    checkGenesis(anchor)
    const { rpcUrl, wsUrl } = config
    const options = { anchor, rpcUrl, wsUrl, witnessUrl: witnessChoice.get() }
    const key = JSON.stringify(options)
    if (current?.key === key) return current
    worker ??= startWorker()
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
    nudge: () => void current?.handle.api.nudge().catch(() => {}),
    stop() {
      worker?.stop()
      worker = undefined
      current = undefined
      view.set(undefined)
      arrival = createArrival()
    },
  }
}

/** The app may have been set to another chain since the last visit; the person is asked before it is followed. */
function checkGenesis({ genesisHash: found }: LightAnchor): void {
  const expected = knownGenesis.get()
  if (expected === undefined) knownGenesis.set(found)
  else if (expected !== found) throw new ChainChangedError({ change: 'anchor', expected, found })
}

function createArrival() {
  const arrival = Promise.withResolvers<RunningLight>()
  arrival.promise.catch(() => {})
  return arrival
}

function withDeadline<value>(promise: Promise<value>): Promise<value> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new NoAnswerError('the start of the light client', startMs)), startMs)
  return Promise.race([promise, late.promise]).finally(() => clearTimeout(timer))
}
