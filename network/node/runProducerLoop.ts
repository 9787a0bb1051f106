import type { Address } from '../../lib/bytes/hex.ts'
import type { AccountReader } from './createAccountReader.ts'
import type { PooledTransaction } from './Pool.ts'
import type { TransactionPool } from './pool/createPool.ts'
import type { Included, Turn } from './producer/createProducer.ts'
import type { ProducerHandle } from './producer/startProducer.ts'
import type { Store } from './store/openStore.ts'

export type LoopOptions = {
  store: Store
  pool: TransactionPool
  producer: ProducerHandle
  accounts: AccountReader
  /** Producers that an operator has stopped. */
  stopped: ReadonlySet<Address>
  /** How far the clock of a development chain was moved ahead. */
  aheadMs: () => number
  slotMs: number
  /** Without work, a block each so many milliseconds. */
  heartbeatMs: number
  /** Most transactions offered to one block. */
  maxTransactions: number
  onTurn: (turn: Turn) => void
  onFault: (error: unknown) => void
}

/**
 * Gives the producer a turn in each slot that has work, and a heartbeat when there is none. Slots lie on the clock: a block
 * that overruns its own by little has the next begin late, and costs no whole slot; it does not shift those after.
 */
export function runProducerLoop(options: LoopOptions): { stop(): Promise<void> } {
  const { store, pool, producer, accounts, slotMs } = options
  let stopping = false
  let timer: NodeJS.Timeout | undefined
  let wake = () => {}
  let lastBlockAt = Number.NEGATIVE_INFINITY
  let offeredBlocks = mostOffered
  let slot = slotAt(Date.now())

  async function run(): Promise<void> {
    while (!stopping) {
      await nextSlot()
      if (stopping) return
      const isIdle = pool.size().pending === 0
      if (isIdle && performance.now() - lastBlockAt < options.heartbeatMs - slotMs / 2) continue
      await turn()
    }
  }

  async function turn(): Promise<void> {
    const offered = pool.take({ gas: share(blockGas(store), offeredBlocks), count: options.maxTransactions })
    const transactions = offered.map(({ hash, raw, sender }) => ({ hash, raw, sender }))
    const turnMs = slotMs * usableSlot
    const aheadMs = options.aheadMs()
    const turn = await producer.turn({ transactions, stopped: options.stopped, turnMs, aheadMs })
    const outcome = outcomeOf(turn, offered)
    if (turn.kind === 'block') {
      lastBlockAt = performance.now()
      offeredBlocks = outcome.returned.length === 0 ? mostOffered : learnOffer(turn.included, offered)
    }
    // The producer writes in a thread of its own; pool and subscribers are about to read what it wrote.
    store.refresh()
    if (turn.kind === 'block') accounts.follow(turn.header.number, turn.accounts)
    pool.onBlock(outcome)
    options.onTurn(turn)
  }

  /** Resolves when the next slot begins; at once, where that was during the last turn. */
  async function nextSlot(): Promise<void> {
    const now = Date.now()
    const current = slotAt(now)
    slot = current > slot ? current : current + 1
    const waitMs = slot * slotMs - now
    if (waitMs <= 0) return
    await new Promise<void>((resolve) => {
      wake = resolve
      timer = setTimeout(resolve, waitMs)
    })
  }

  function slotAt(ms: number): number {
    return Math.floor(ms / slotMs)
  }

  const running = run().catch(options.onFault)
  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      wake()
      await running
    },
  }
}

/** The rest of a slot is for what comes in between: the pool, messages, other programs. */
const usableSlot = 0.95

/**
 * Returns how many blocks, by the gas that transactions allow for, the next block is offered. Most use less than that, so it is
 * more than one: by as much as the transactions of the last block, and some more, since what is left over was copied in vain.
 */
function learnOffer(included: readonly Included[], offered: readonly PooledTransaction[]): number {
  const limits = new Map(offered.map(({ hash, gasLimit }) => [hash, gasLimit]))
  const used = included.reduce((sum, { gasUsed }) => sum + gasUsed, 0n)
  const allowed = included.reduce((sum, { hash }) => sum + (limits.get(hash) ?? 0n), 0n)
  return used === 0n ? mostOffered : Math.min(mostOffered, (spareOffer * Number(allowed)) / Number(used))
}

/** While nothing was left over, nobody knows what would have fitted. */
const mostOffered = 3
const spareOffer = 1.25

function share(gas: bigint, blocks: number): bigint {
  return BigInt(Math.floor(Number(gas) * blocks))
}

function outcomeOf(turn: Turn, offered: readonly PooledTransaction[]) {
  if (turn.kind !== 'block') return { included: [], returned: offered.map(({ hash }) => hash) }
  const settled = new Set([...turn.included, ...turn.refused].map(({ hash }) => hash))
  const returned = offered.map(({ hash }) => hash).filter((hash) => !settled.has(hash))
  return { included: turn.included, rejected: turn.refused, returned }
}

function blockGas(store: Store): bigint {
  return store.header(store.head())?.gasLimit ?? 0n
}
