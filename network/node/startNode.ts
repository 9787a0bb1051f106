import { join } from 'node:path'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { Header } from '../../lib/chain/Header.ts'
import { BaseError } from '../../lib/errors.ts'
import type { LightAnchor } from '../../lib/light/LightAnchor.ts'
import { developmentProducers } from '../genesis/developmentKeys.ts'
import { monotonicNow } from '../monotonicNow.ts'
import { type AccountReader, createAccountReader } from './createAccountReader.ts'
import { createChainClock } from './createChainClock.ts'
import { createCoinDaysReader } from './createCoinDaysReader.ts'
import { createAnchor } from './light/createAnchor.ts'
import { openEpochArchive } from './light/EpochArchive.ts'
import { startEpochKeeper } from './light/startEpochKeeper.ts'
import { openNodeStore, type StoreChoice, storePath } from './openNodeStore.ts'
import { createGasBudget, defaultGasBudget } from './pool/createGasBudget.ts'
import { createPool, defaultPoolLimits, type TransactionPool } from './pool/createPool.ts'
import { openSponsors, type Sponsors } from './pool/openSponsors.ts'
import { startRecovery } from './pool/startRecovery.ts'
import type { Turn } from './producer/createProducer.ts'
import { startProducer } from './producer/startProducer.ts'
import { startGateway } from './rpc/startGateway.ts'
import { startQueries } from './rpc/startQueries.ts'
import { runProducerLoop } from './runProducerLoop.ts'
import { startKeeper } from './startKeeper.ts'
import type { Store } from './store/openStore.ts'

export type NodeOptions = StoreChoice & {
  /** 0 takes any free port. */
  rpcPort: number
  slotMs: number
  heartbeatMs: number
  /** Called once when the node cannot go on; what is on the disk is whole. */
  onFault: (error: unknown) => void
  /** Told of faults that the node lives with: of the keeper and of the archive of epochs. */
  onWarning?: ((source: string, error: unknown) => void) | undefined
  /** Told of every turn, for those who measure. */
  onTurn?: ((turn: Turn) => void) | undefined
}

export const defaultNodeOptions = { rpcPort: 8545, slotMs: 500, heartbeatMs: 3_000, stateWindow: 20_000 } as const

export type ProducerStatus = { index: number; address: Address; isRunning: boolean; blocks: number; missed: number }

export type NodeStatus = {
  chainId: number
  genesisHash: Hex
  head: { number: number; hash: Hex; timestamp: number; miner: Address }
  /** Set while too few producers run to seal a block. */
  waiting: { running: number; quorum: number } | undefined
  pool: { pending: number; queued: number }
  producers: ProducerStatus[]
}

export type Node = {
  port: number
  rpcUrl: string
  /** What a light client of this chain is to believe from the start; absent where the chain is not ours. */
  anchor: LightAnchor | undefined
  status(): NodeStatus
  /** Stops or starts the producer of that index; counts from 0. */
  setProducer(index: number, isRunning: boolean): ProducerStatus
  /** Moves the clock of the chain ahead, so that deadlines pass; returns by how much it is ahead now. */
  skipTime(ms: number): number
  /** Who pays for whom out of their gas budget; see `qood sponsor`. */
  sponsors: Sponsors
  stop(): Promise<void>
}

/** Starts a node: chain on disk, pool, producers where the chain is ours, JSON-RPC. Resolves when it serves. */
export async function startNode(options: NodeOptions): Promise<Node> {
  const { store, genesis } = await openNodeStore(options)
  const recovery = startRecovery()
  const sponsors = openSponsors(join(options.data, 'sponsors.json'))
  const accounts = createAccountReader(store)
  const pool = createNodePool({ store, accounts, recover: recovery.recover, sponsors })
  const warnOf = (source: string) => (error: unknown) => options.onWarning?.(source, error)
  const heads = createHeads()
  const archive = genesis && openEpochArchive(join(options.data, 'epochs'))
  const queries = startQueries({ path: storePath(options.data) })
  const gateway = await startGateway({
    chain: store,
    pool,
    subscribeHeads: heads.subscribe,
    queries,
    archive,
    port: options.rpcPort,
  })
  const producers = createProducerTable(genesis ? developmentProducers(genesis.chainId) : [])
  const clock = createChainClock({ chainId: store.chainId, head: store.header(store.head()), now: Date.now })
  const production = genesis ? await startProduction() : undefined

  async function startProduction() {
    const keys = developmentProducers(store.chainId).map(({ privateKey }) => privateKey)
    const producer = await startProducer({ path: storePath(options.data), keys, epochBlocks: genesis!.epochBlocks })
    const keeper = startKeeper({ store, pool, keys, epochBlocks: genesis!.epochBlocks, onFault: warnOf('keeper') })
    const loop = runProducerLoop({
      ...options,
      store,
      pool,
      producer,
      accounts,
      stopped: producers.stopped,
      aheadMs: clock.aheadMs,
      maxTransactions: 3_000,
      onTurn: (turn) => {
        producers.note(turn)
        options.onTurn?.(turn)
        if (turn.kind !== 'block') return
        heads.publish(turn.header.number)
        void keeper.onHead(turn.header as Header)
      },
    })
    const epochs = startEpochKeeper({
      chain: store,
      archive: archive!,
      subscribeHeads: heads.subscribe,
      onFault: warnOf('epoch archive'),
    })
    return { producer, loop, epochs }
  }

  return {
    port: gateway.port,
    rpcUrl: `http://127.0.0.1:${gateway.port}`,
    anchor: genesis && (await createAnchor(genesis)),
    status: () => readStatus(store, pool, producers),
    setProducer: producers.set,
    skipTime: clock.skip,
    sponsors,
    async stop() {
      await production?.loop.stop()
      await production?.epochs.stop()
      await gateway.stop()
      await production?.producer.stop()
      await recovery.stop()
      await store.close()
    },
  }
}

type PoolParts = {
  store: Store
  accounts: AccountReader
  recover: ReturnType<typeof startRecovery>['recover']
  sponsors: Sponsors
}

function createNodePool({ store, accounts, recover, sponsors: { map: sponsors } }: PoolParts): TransactionPool {
  const coinDays = store.consensus === 'qbft' ? createCoinDaysReader(store, Date.now) : undefined
  return createPool({
    chainId: store.chainId,
    account: accounts.read,
    recover,
    budget: createGasBudget({ ...defaultGasBudget, coinDays, sponsors, now: monotonicNow }),
    limits: { ...defaultPoolLimits, blockGas: maxTransactionGas },
    now: monotonicNow,
  })
}

/** The cap of EIP-7825: no single transaction can hold up a block for long. */
const maxTransactionGas = 16_777_216n

function createHeads() {
  const listeners = new Set<(head: number) => void>()
  return {
    subscribe(listener: (head: number) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    publish(head: number) {
      for (const listener of listeners) listener(head)
    },
  }
}

function createProducerTable(keys: readonly { address: Address }[]) {
  const stopped = new Set<Address>()
  const blocks = new Map<Address, number>()
  const missed = new Map<Address, number>()
  let waiting: NodeStatus['waiting']
  const view = (index: number): ProducerStatus => {
    const { address } = keys[index]!
    const isRunning = !stopped.has(address)
    return { index, address, isRunning, blocks: blocks.get(address) ?? 0, missed: missed.get(address) ?? 0 }
  }
  return {
    stopped,
    note(turn: Turn) {
      waiting = turn.kind === 'waiting' ? { running: turn.running, quorum: turn.quorum } : undefined
      if (turn.kind === 'block') blocks.set(turn.header.miner, (blocks.get(turn.header.miner) ?? 0) + 1)
      if (turn.kind === 'missed') missed.set(turn.producer, (missed.get(turn.producer) ?? 0) + 1)
    },
    set(index: number, isRunning: boolean): ProducerStatus {
      const key = keys[index]
      if (!key) throw new UnknownProducerError(index, keys.length)
      if (isRunning) stopped.delete(key.address)
      else stopped.add(key.address)
      return view(index)
    },
    views: () => keys.map((_, index) => view(index)),
    waiting: () => waiting,
  }
}

function readStatus(
  store: Store,
  pool: TransactionPool,
  producers: ReturnType<typeof createProducerTable>,
): NodeStatus {
  const number = store.head()
  const { timestamp, miner } = store.header(number)!
  return {
    chainId: store.chainId,
    genesisHash: store.genesisHash,
    head: { number, hash: store.hash(number)!, timestamp, miner },
    waiting: producers.waiting(),
    pool: pool.size(),
    producers: producers.views(),
  }
}

export class UnknownProducerError extends BaseError {
  override readonly name = 'Node.UnknownProducerError'
  constructor(index: number, count: number) {
    const expected = count === 0 ? 'a chain with producers' : `a producer from 0 to ${count - 1}`
    super(`Expected ${expected}, found ${index}.`)
  }
}
