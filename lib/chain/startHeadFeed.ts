import { BaseError } from '../errors.ts'
import type { HeadStore } from './createHeadStore.ts'
import type { BlockSummary, ChainIdentity } from './HeadState.ts'
import type { NodeConfig } from './nodeConfig.ts'

/* Follows the head of one node. HTTP is the ground: identity, catching up and a steady pulse go over it, so a dead node
   is noticed within a pulse. The socket only says "look now"; where it is missing the pulse is faster instead. */

/** A link to a node. Every promise settles within the deadline that its maker set. */
export type NodeLink = {
  identity(): Promise<ChainIdentity>
  producers(): Promise<number | undefined>
  headNumber(): Promise<number>
  summary(number: number): Promise<BlockSummary>
  /** Calls `onNews` for each new head; resolves to a function that ends it. */
  watch(onNews: () => void, onLost: () => void): Promise<() => void>
}

export type HeadFeedOptions = {
  store: HeadStore
  loadConfig(signal: AbortSignal): Promise<NodeConfig>
  connect(config: NodeConfig): NodeLink
  /** Resolves after the time, or at once when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  now(): number
}

const keptBlocks = 24
const pulseMs = { websocket: 3000, http: 1000 }
const retryMs = [500, 1000, 2000, 4000]

/** Returns at once and keeps the store up to date until it is stopped; `retry` ends a pause between attempts. */
export function startHeadFeed(options: HeadFeedOptions): { stop(): void; retry(): void } {
  const stopped = new AbortController()
  let pause = new AbortController()
  void run()
  return {
    stop: () => {
      stopped.abort()
      pause.abort()
    },
    retry: () => pause.abort(),
  }

  async function run() {
    let failures = 0
    let config: NodeConfig | undefined
    while (!stopped.signal.aborted) {
      const before = options.store.get()
      try {
        config = await loadConfig(config)
        await follow(options, config, stopped.signal, () => (failures = 0))
      } catch (error) {
        if (stopped.signal.aborted) return
        report(options.store, before, config, error)
      }
      pause = new AbortController()
      await options.sleep(retryMs[Math.min(failures++, retryMs.length - 1)]!, pause.signal)
    }
  }

  async function loadConfig(known: NodeConfig | undefined) {
    try {
      return await options.loadConfig(stopped.signal)
    } catch (error) {
      // The host of the app may stop together with the node: the address it gave is still the best guess.
      if (known) return known
      throw error
    }
  }
}

async function follow(options: HeadFeedOptions, config: NodeConfig, signal: AbortSignal, onLive: () => void) {
  const link = options.connect(config)
  const identity = await link.identity()
  if (differs(config, identity)) throw new WrongNetworkError(config, identity)
  const producers = await link.producers()
  let recent = await catchUp(link, [])
  let via: 'websocket' | 'http' = 'http'
  let news = new AbortController()
  publish()
  onLive()

  const lost = () => {
    via = 'http'
    news.abort()
  }
  const socket = link
    .watch(() => news.abort(), lost)
    .then(
      (stop) => {
        via = 'websocket'
        news.abort()
        return stop
      },
      () => undefined,
    )
  try {
    while (!signal.aborted) {
      await options.sleep(pulseMs[via], AbortSignal.any([signal, news.signal]))
      news = new AbortController()
      const next = await catchUp(link, recent)
      if (next === recent && currentVia() === via) continue
      recent = next
      publish()
    }
  } finally {
    void socket.then((stop) => stop?.())
  }

  function currentVia() {
    const state = options.store.get()
    return state.status === 'live' ? state.via : undefined
  }

  function publish() {
    if (signal.aborted) return
    const state = options.store.get()
    const sameHead = state.status === 'live' && state.head.hash === recent[0]!.hash
    options.store.set({
      status: 'live',
      head: recent[0]!,
      recent,
      arrivedAtMs: sameHead ? state.arrivedAtMs : options.now(),
      via,
      identity,
      producers,
      rpcUrl: config.rpcUrl,
    })
  }
}

/** Returns the newest blocks, newest first; the same array when nothing changed. */
async function catchUp(link: NodeLink, known: readonly BlockSummary[]): Promise<readonly BlockSummary[]> {
  const head = await link.headNumber()
  const top = known[0]?.number
  if (top === head) return known
  const from = Math.max(0, top !== undefined && top < head ? top + 1 : 0, head - keptBlocks + 1)
  const numbers = Array.from({ length: head - from + 1 }, (_, i) => head - i)
  const fresh = await Promise.all(numbers.map((number) => link.summary(number)))
  const joins = fresh.at(-1)?.parentHash === known[0]?.hash
  return joins ? [...fresh, ...known].slice(0, keptBlocks) : fresh
}

function differs(config: NodeConfig, found: ChainIdentity): boolean {
  if (config.chainId !== undefined && config.chainId !== found.chainId) return true
  return config.genesisHash !== undefined && config.genesisHash !== found.genesisHash
}

function report(
  store: HeadStore,
  before: ReturnType<HeadStore['get']>,
  config: NodeConfig | undefined,
  error: unknown,
) {
  if (error instanceof WrongNetworkError) {
    store.set({ status: 'wrong-network', rpcUrl: config!.rpcUrl, expected: error.expected, found: error.found })
    return
  }
  const latest = store.get()
  const last = latest.status === 'live' ? latest.head : before.status === 'down' ? before.last : undefined
  const reason = error instanceof Error ? error.name : 'UnknownError'
  store.set({ status: 'down', rpcUrl: config?.rpcUrl, reason, last })
}

export class WrongNetworkError extends BaseError {
  override readonly name = 'Chain.WrongNetworkError'
  readonly expected: Partial<ChainIdentity>
  readonly found: ChainIdentity
  constructor(config: NodeConfig, found: ChainIdentity) {
    super(
      `Expected chain ${config.chainId} with genesis ${config.genesisHash}, found chain ${found.chainId} with genesis ${found.genesisHash}.`,
    )
    this.expected = {
      ...(config.chainId !== undefined && { chainId: config.chainId }),
      ...(config.genesisHash && { genesisHash: config.genesisHash }),
    }
    this.found = found
  }
}
