import type { Hex } from '../../../lib/bytes/hex.ts'
import type { ChainReader } from '../ChainReader.ts'
import type { Pool } from '../Pool.ts'
import type { Queries } from './createQueries.ts'
import type { Limits } from './Limits.ts'
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
  | { kind: 'transactions'; hashes: Hex[] }
)

export type FiltersOptions = {
  chain: ChainReader
  pool: Pool
  queries: Queries
  limits: Pick<Limits, 'filters' | 'filterIdleMs' | 'logResults'>
  now: () => number
}

/** Returns an empty set of filters. */
export function createFilters({ chain, pool, queries, limits, now }: FiltersOptions): Filters {
  const filters = new Map<string, Filter>()
  const stopPool = pool.subscribe(({ hash }) => {
    for (const filter of filters.values()) {
      if (filter.kind !== 'transactions') continue
      filter.hashes.push(hash)
      if (filter.hashes.length > limits.logResults) filter.hashes.shift()
    }
  })

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

  function search(filter: Filter & { kind: 'logs' }, from: number): Promise<unknown> | unknown[] {
    const to = Math.min(chain.head(), filter.to ?? Number.POSITIVE_INFINITY)
    if (from > to) return []
    const range = { fromBlock: `0x${from.toString(16)}`, toBlock: `0x${to.toString(16)}` }
    return queries.run('eth_getLogs', [{ ...filter.criteria, ...range }])
  }

  async function changes(id: string): Promise<unknown> {
    const filter = get(id)
    if (filter.kind === 'transactions') return filter.hashes.splice(0)
    const from = filter.from
    const head = chain.head()
    if (filter.kind === 'logs') {
      const logs = await search(filter, from)
      filter.from = Math.max(filter.from, head + 1)
      return logs
    }
    filter.from = head + 1
    return Array.from({ length: Math.min(head + 1 - from, limits.logResults) }, (_, i) => chain.hash(from + i))
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
    addTransactions: () => add({ kind: 'transactions', hashes: [], askedAt: now() }),
    changes,
    async logs(id) {
      const filter = get(id)
      if (filter.kind !== 'logs') throw new ServerError('filter not found: it is not one for logs')
      return search(filter, filter.first)
    },
    remove: (id) => filters.delete(id),
    stop() {
      stopPool()
      filters.clear()
    },
  }
}
