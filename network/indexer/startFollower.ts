import { setTimeout as delay } from 'node:timers/promises'
import type { Hex } from '../../lib/bytes/hex.ts'
import { BaseError } from '../../lib/errors.ts'
import { applyBlock } from './applyBlock.ts'
import { callAtBlock } from './callAtBlock.ts'
import { createBlockReader, type ReadBlocks } from './createBlockReader.ts'
import { createNodeRpc, type NodeRpc } from './createNodeRpc.ts'
import { createScheduleReader } from './createScheduleReader.ts'
import type { IndexStore } from './IndexStore.ts'
import type { HeadContext, IndexedBlock, IndexTable } from './IndexTable.ts'
import { type Progress, readProgress, resetTables } from './indexProgress.ts'
import { watchHeads } from './watchHeads.ts'

export type IndexState = {
  /** `catching-up` while blocks are missing, `live` at the head, `waiting` while the node does not answer. */
  status: 'starting' | 'catching-up' | 'live' | 'waiting'
  chainId: number | undefined
  genesisHash: Hex | undefined
  /** The newest block in the index; -1 while it is empty. */
  number: number
  hash: Hex | undefined
  /** The newest block of the node. */
  head: number | undefined
  /** From the moment the node told of a block until it could be read here. */
  lagMs: number | undefined
  /** How often the index was begun anew because the chain was another one. */
  rebuilds: number
  error: string | undefined
}

export type FollowerOptions = {
  store: IndexStore
  tables: readonly IndexTable[]
  version: number
  rpcUrl: string
  wsUrl: string
  onLog?: ((line: string) => void) | undefined
  /** Called with each block after it was written. */
  onBlock?: ((block: IndexedBlock) => void) | undefined
}

export type Follower = {
  state(): IndexState
  stop(): Promise<void>
}

const pollMs = 2_000
/** An index that lacks more than that says that it is catching up. */
const farBehind = 50
const retryMs = [250, 500, 1_000, 2_000, 4_000] as const

/**
 * Follows the final blocks of the node for ever: a WebSocket says when to look, a poll looks anyway. A chain other than the
 * one in the index (another genesis, or another block at a height that it holds) begins the index anew.
 */
export function startFollower(options: FollowerOptions): Follower {
  const halt = new AbortController()
  const rpc = createNodeRpc({ url: options.rpcUrl, signal: halt.signal })
  const readBlocks = createBlockReader(rpc)
  const known = { state: emptyState(), heardAt: undefined, toldHead: false }
  const run: Run = { options, rpc, readBlocks, halt: halt.signal, ...known }
  const news = watchHeads(options.wsUrl, () => {
    run.heardAt ??= performance.now()
  })
  const running = follow(run, news.next)
  return {
    state: () => ({ ...run.state }),
    async stop() {
      halt.abort()
      news.stop()
      await running
    },
  }
}

type Run = {
  options: FollowerOptions
  rpc: NodeRpc
  readBlocks: ReadBlocks
  halt: AbortSignal
  state: IndexState
  /** When the news came that is not worked off yet. */
  heardAt: number | undefined
  /** Whether the tables were told of the head since the start: a process that was killed may have missed that. */
  toldHead: boolean
}

async function follow(run: Run, nextNews: (signal: AbortSignal) => Promise<void>): Promise<void> {
  let failures = 0
  while (!run.halt.aborted) {
    try {
      await catchUp(run)
      failures = 0
      run.state = { ...run.state, status: 'live', error: undefined }
      await nextNews(AbortSignal.any([run.halt, AbortSignal.timeout(pollMs)]))
    } catch (error) {
      if (run.halt.aborted) return
      const name = error instanceof Error ? error.name : String(error)
      if (failures === 0) run.options.onLog?.(`waiting: ${error instanceof BaseError ? error.message : String(error)}`)
      run.state = { ...run.state, status: run.state.status === 'starting' ? 'starting' : 'waiting', error: name }
      const waitMs = retryMs[Math.min(failures++, retryMs.length - 1)]!
      await delay(waitMs, undefined, { signal: run.halt }).catch(() => {})
    }
  }
}

/** Brings the index to the head that the node has now. */
async function catchUp(run: Run): Promise<void> {
  const { chain, progress, head } = await identify(run)
  const apply = {
    ...run.options,
    chain,
    readSchedule: createScheduleReader(run.rpc),
  }
  let next = (progress?.number ?? -1) + 1
  let lastHash = progress?.hash
  if (next > head && run.toldHead) return
  if (head - next > farBehind) run.state = { ...run.state, status: 'catching-up' }
  const read = (from: number) => run.readBlocks(from, head - from + 1)
  let reading = next > head ? Promise.resolve([]) : read(next)
  while (next <= head) {
    const blocks = await reading
    // While these are written the following ones are on their way.
    const following = next + blocks.length
    reading = following <= head ? read(following) : Promise.resolve([])
    reading.catch(() => {})
    for (const block of blocks) {
      if (run.halt.aborted) return
      if (lastHash !== undefined && block.parentHash !== lastHash) throw new ChainChangedError(block.number)
      const at = await applyBlock(block, apply)
      lastHash = block.hash
      note(run, at)
      run.options.onBlock?.(block)
    }
    next = following
  }
  run.heardAt = undefined
  await tellHead(run, head)
  run.toldHead = true
}

/** Returns whose chain the node serves and how far the index is on it; an index of another chain is emptied first. */
async function identify(run: Run) {
  const { store, tables, version } = run.options
  const progress = await readProgress(store, version)
  const [chainIdText, genesis, headText, known] = (await run.rpc.batch([
    ['eth_chainId'],
    ['eth_getBlockByNumber', '0x0', false],
    ['eth_blockNumber'],
    ['eth_getBlockByNumber', `0x${(progress?.number ?? 0).toString(16)}`, false],
  ])) as [Hex, { hash: Hex } | null, Hex, { hash: Hex } | null]
  if (!genesis) throw new NoGenesisError()
  const chain = { chainId: Number(chainIdText), genesisHash: genesis.hash }
  const head = Number(headText)
  const same =
    progress !== undefined &&
    progress.genesisHash === chain.genesisHash &&
    progress.chainId === chain.chainId &&
    known?.hash === progress.hash
  if (!same) {
    if (progress) run.options.onLog?.(`another chain: the index of ${progress.number} blocks is begun anew`)
    await resetTables(store, tables)
    run.state = { ...emptyState(), rebuilds: run.state.rebuilds + (progress ? 1 : 0), status: 'catching-up' }
  }
  run.state = { ...run.state, ...chain, head }
  if (same) run.state = { ...run.state, number: progress.number, hash: progress.hash }
  return { chain, progress: same ? progress : undefined, head }
}

function note(run: Run, { number, hash }: Progress): void {
  const lagMs = run.heardAt === undefined ? run.state.lagMs : Math.round(performance.now() - run.heardAt)
  run.state = { ...run.state, number, hash, lagMs }
}

async function tellHead({ rpc, options }: Run, number: number): Promise<void> {
  const call: HeadContext['call'] = (calls) => callAtBlock(rpc, calls, number)
  const context: HeadContext = { store: options.store, number, call }
  for (const { onHead } of options.tables) while (await onHead?.(context));
}

function emptyState(): IndexState {
  return {
    status: 'starting',
    chainId: undefined,
    genesisHash: undefined,
    number: -1,
    hash: undefined,
    head: undefined,
    lagMs: undefined,
    rebuilds: 0,
    error: undefined,
  }
}

export class ChainChangedError extends BaseError {
  override readonly name = 'Indexer.ChainChangedError'
  constructor(number: number) {
    super(`Expected block ${number} to follow the one before it in the index, found one of another chain.`)
  }
}

export class NoGenesisError extends BaseError {
  override readonly name = 'Indexer.NoGenesisError'
  constructor() {
    super('Expected the node to give block 0, found nothing.')
  }
}
