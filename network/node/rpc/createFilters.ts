import type { Hex } from '../../../lib/bytes/hex.ts'
import type { ChainReader } from '../ChainReader.ts'
import type { Pool } from '../Pool.ts'
import { isTooManyLogs, TooManyLogsError } from './collectLogs.ts'
import type { Queries } from './createQueries.ts'
import type { Limits } from './Limits.ts'
import { RawJson } from './Method.ts'
import { LimitExceededError, ServerError } from './RpcError.ts'
import { randomId } from './randomId.ts'

/** Filters of callers who poll: each remembers how far it was read, and is forgotten when nobody asks. */
export type Filters = {
  addLogs(filter: Record<string, unknown>): Hex
  addBlocks(): Hex
  addTransactions(): Hex
  changes(id: string): Promise<unknown>
  logs(id: string): Promise<unknown>
  remove(id: string): boolean
  stop(): void
}

type Filter = { askedAt: number } & (
  | { kind: 'logs'; criteria: Record<string, unknown>; first: number; from: number; to: number | undefined }
  | { kind: 'blocks'; from: number }
  | { kind: 'transactions'; from: number }
)
type LogFilter = Filter & { kind: 'logs' }

export type FiltersOptions = {
  chain: ChainReader
  pool: Pool
  queries: Queries
  limits: Pick<Limits, 'filters' | 'filterIdleMs' | 'logResults' | 'logBlocks' | 'responseBytes'>
  /** Milliseconds on a clock that is never set back. */
  now: () => number
}

/** Returns an empty set of filters. */
export function createFilters({ chain, pool, queries, limits, now }: FiltersOptions): Filters {
  const filters = new Map<string, Filter>()
  const announced = createRecent<Hex>(limits.logResults)
  const stopPool = pool.subscribe(({ hash }) => announced.add(hash))

  function add(filter: Filter): Hex {
    expire()
    if (filters.size >= limits.filters) throw new LimitExceededError(`${limits.filters} filters, try again later`)
    const id = randomId()
    filters.set(id, filter)
    return id
  }

  /** In the order in which they were asked for last, so the idle ones stand in front. */
  function expire(): void {
    for (const [id, { askedAt }] of filters) {
      if (now() - askedAt < limits.filterIdleMs) return
      filters.delete(id)
    }
  }

  function get(id: string): Filter {
    expire()
    const filter = filters.get(id)
    if (filter === undefined) throw new ServerError('filter not found')
    filter.askedAt = now()
    filters.delete(id)
    filters.set(id, filter)
    return filter
  }

  function search({ criteria }: LogFilter, from: number, to: number): Promise<unknown> {
    const range = { fromBlock: `0x${from.toString(16)}`, toBlock: `0x${to.toString(16)}` }
    return queries.run('eth_getLogs', [{ ...criteria, ...range }])
  }

  const lastBlock = (filter: LogFilter) => Math.min(chain.head(), filter.to ?? Number.POSITIVE_INFINITY)

  /** As many blocks as one answer holds; the next poll goes on behind them. */
  async function logChanges(filter: LogFilter): Promise<unknown> {
    const { from } = filter
    let to = Math.min(lastBlock(filter), from + limits.logBlocks - 1)
    if (from > to) return []
    const goOn = () => {
      filter.from = Math.max(filter.from, to + 1)
    }
    for (;;) {
      try {
        const logs = await search(filter, from, to)
        const isTooLarge = logs instanceof RawJson && logs.text.length > limits.responseBytes
        if (isTooLarge) throw new TooManyLogsError(`${limits.responseBytes} bytes`, to - from + 1)
        goOn()
        return logs
      } catch (error) {
        if (!isTooManyLogs(error)) throw error
        if (from === to) {
          goOn()
          throw new LargeBlockError(from)
        }
        to = from + Math.floor((to - from) / 2)
      }
    }
  }

  async function changes(id: string): Promise<unknown> {
    const filter = get(id)
    if (filter.kind === 'logs') return logChanges(filter)
    const { from } = filter
    if (filter.kind === 'transactions') {
      filter.from = announced.end()
      return announced.since(from)
    }
    filter.from = Math.min(chain.head() + 1, from + limits.logResults)
    return Array.from({ length: filter.from - from }, (_, i) => chain.hash(from + i))
  }

  return {
    addLogs(criteria) {
      const { fromBlock, toBlock, ...rest } = criteria
      const from = typeof fromBlock === 'string' && fromBlock.startsWith('0x') ? Number(fromBlock) : undefined
      const to = typeof toBlock === 'string' && toBlock.startsWith('0x') ? Number(toBlock) : undefined
      const first = fromBlock === 'earliest' ? 0 : (from ?? chain.head() + 1)
      return add({ kind: 'logs', criteria: rest, first, from: first, to, askedAt: now() })
    },
    addBlocks: () => add({ kind: 'blocks', from: chain.head() + 1, askedAt: now() }),
    addTransactions: () => add({ kind: 'transactions', from: announced.end(), askedAt: now() }),
    changes,
    async logs(id) {
      const filter = get(id)
      if (filter.kind !== 'logs') throw new ServerError('filter not found: it is not one for logs')
      const to = lastBlock(filter)
      return filter.first > to ? [] : search(filter, filter.first, to)
    },
    remove: (id) => filters.delete(id),
    stop() {
      stopPool()
      filters.clear()
    },
  }
}

/** Returns a list that forgets all but the newest `count`, and tells what came since a place in it. */
function createRecent<T>(count: number) {
  let items: T[] = []
  let forgotten = 0
  return {
    end: () => forgotten + items.length,
    add(item: T): void {
      items.push(item)
      if (items.length < 2 * count) return
      items = items.slice(count)
      forgotten += count
    },
    since: (place: number): T[] => items.slice(Math.max(0, place - forgotten, items.length - count)),
  }
}

export class LargeBlockError extends LimitExceededError {
  override readonly name = 'Rpc.LargeBlockError'
  constructor(number: number) {
    super(`block ${number} alone has more logs than one answer holds and is left out, ask for it by a narrower filter`)
  }
}
