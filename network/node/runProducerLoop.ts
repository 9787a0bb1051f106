import type { Address } from '../../lib/bytes/hex.ts'
import type { AccountReader } from './createAccountReader.ts'
import type { PooledTransaction } from './Pool.ts'
import type { TransactionPool } from './pool/createPool.ts'
import type { Turn } from './producer/createProducer.ts'
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
    const offered = pool.take({ gas: offeredBlocks * blockGas(store), count: options.maxTransactions })
    const transactions = offered.map(({ hash, raw, sender }) => ({ hash, raw, sender }))
    const turnMs = slotMs * usableSlot
    const aheadMs = options.aheadMs()
    const turn = await producer.turn({ transactions, stopped: options.stopped, turnMs, aheadMs })
    if (turn.kind === 'block') lastBlockAt = performance.now()
    // The producer writes in a thread of its own; pool and subscribers are about to read what it wrote.
    store.refresh()
    if (turn.kind === 'block') accounts.follow(turn.header.number, turn.accounts)
    pool.onBlock(outcomeOf(turn, offered))
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

/** Most transactions use less gas than they allow for, so a block is offered more than would fit if none did. */
const offeredBlocks = 3n

function outcomeOf(turn: Turn, offered: readonly PooledTransaction[]) {
  if (turn.kind !== 'block') return { included: [], returned: offered.map(({ hash }) => hash) }
  const settled = new Set([...turn.included, ...turn.refused].map(({ hash }) => hash))
  const returned = offered.map(({ hash }) => hash).filter((hash) => !settled.has(hash))
  return { included: turn.included, rejected: turn.refused, returned }
}

function blockGas(store: Store): bigint {
  return store.header(store.head())?.gasLimit ?? 0n
}
