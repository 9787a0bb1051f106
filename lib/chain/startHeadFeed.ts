import type { Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import type { HeadStore, Store } from './createHeadStore.ts'
import type { BlockSummary, ChainIdentity, Via } from './HeadState.ts'
import { isRefusal } from './nameError.ts'
import type { NodeConfig } from './nodeConfig.ts'

/* Follows the head by what the light client has verified. A steady pulse asks it, so a node that died is noticed within
   a pulse; its news only say "look now". */

/** A link to the node. Every promise settles within the deadline that its maker set. */
export type NodeLink = {
  identity(): Promise<ChainIdentity>
  producers(): Promise<number | undefined>
  headNumber(): Promise<number>
  summary(number: number): Promise<BlockSummary>
  /** Calls `onNews` for each new head; resolves to a function that ends it. */
  watch(onNews: () => void): Promise<() => void>
  via(): Promise<Via>
}

export type HeadFeedOptions = {
  store: HeadStore
  /** How many of the newest blocks each of those wants who show them; the seals of each are checked, which takes time. */
  wanted: Store<readonly number[]>
  loadConfig(signal: AbortSignal): Promise<NodeConfig>
  connect(config: NodeConfig): Promise<NodeLink>
  /** Resolves after the time, or at once when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  now(): number
}

const keptBlocks = 24
const pulseMs = 3_000
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
  const link = await options.connect(config)
  const identity = await link.identity()
  if (differs(config, identity)) throw new WrongNetworkError(config, identity)
  const producers = await link.producers()
  let via = await link.via()
  const wanted = () => Math.min(keptBlocks, Math.max(1, ...options.wanted.get()))
  // The head first: the blocks before it take their time, and only some pages show them.
  let recent = await catchUp(link, [], 1)
  let news = new AbortController()
  publish()
  onLive()
  const stop = await link.watch(() => news.abort())
  const ignore = options.wanted.subscribe(() => news.abort())
  try {
    while (!signal.aborted) {
      if (recent.length < wanted() && recent.at(-1)!.number > 0) {
        recent = await fillUp(link, recent, wanted())
        publish()
        continue
      }
      await options.sleep(pulseMs, AbortSignal.any([signal, news.signal]))
      news = new AbortController()
      const next = await catchUp(link, recent, wanted())
      via = await link.via()
      if (next === recent && currentVia() === via) continue
      recent = next
      publish()
    }
  } finally {
    ignore()
    stop()
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
async function catchUp(
  link: NodeLink,
  known: readonly BlockSummary[],
  count: number,
): Promise<readonly BlockSummary[]> {
  const head = await link.headNumber()
  const top = known[0]?.number
  if (top === head) return known
  const from = Math.max(0, top !== undefined && top < head ? top + 1 : 0, head - count + 1)
  const fresh = await summaries(link, from, head)
  const joins = fresh.at(-1)?.parentHash === known[0]?.hash
  return joins ? [...fresh, ...known].slice(0, keptBlocks) : fresh
}

/** Blocks are shown as they are checked, a few at a time. */
const filledAtOnce = 6

/** Returns the blocks with some of those before them. */
async function fillUp(
  link: NodeLink,
  known: readonly BlockSummary[],
  wanted: number,
): Promise<readonly BlockSummary[]> {
  const oldest = known.at(-1)!.number
  const count = Math.min(filledAtOnce, wanted - known.length)
  return [...known, ...(await summaries(link, Math.max(0, oldest - count), oldest - 1))]
}

function summaries(link: NodeLink, from: number, to: number): Promise<BlockSummary[]> {
  return Promise.all(Array.from({ length: to - from + 1 }, (_, i) => link.summary(to - i)))
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
  if (error instanceof ChainChangedError && config) {
    const { change, expected, found } = error
    store.set({ status: 'reset', rpcUrl: config.rpcUrl, change, expected, found })
    return
  }
  const latest = store.get()
  const last = latest.status === 'live' ? latest.head : 'last' in before ? before.last : undefined
  const { name: reason, message } = error instanceof Error ? error : new Error('unknown')
  if (config && isRefusal(reason)) store.set({ status: 'refused', rpcUrl: config.rpcUrl, reason, message, last })
  else store.set({ status: 'down', rpcUrl: config?.rpcUrl, reason, last })
}

/** Why an answer of the node was refused, under the name that the light client gave. */
export class RefusedAnswerError extends BaseError {
  override readonly name: string
  constructor(name: string, message: string) {
    super(message)
    this.name = name
  }
}

/** The node serves another chain than before, although it may be one of the same producers. A person decides. */
export class ChainChangedError extends BaseError {
  override readonly name = 'Chain.ChangedError'
  readonly change: 'history' | 'anchor'
  readonly expected: Hex
  readonly found: Hex
  constructor({ change, expected, found }: { change: 'history' | 'anchor'; expected: Hex; found: Hex }) {
    super(`Expected the chain that is known by ${expected}, found one that is known by ${found}.`)
    this.change = change
    this.expected = expected
    this.found = found
  }
}

export class WrongNetworkError extends BaseError {
  override readonly name = 'Chain.WrongNetworkError'
  readonly expected: Partial<ChainIdentity>
  readonly found: ChainIdentity
  constructor(config: Pick<NodeConfig, 'chainId' | 'genesisHash'>, found: ChainIdentity) {
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
