import { expect, test } from 'vitest'
import type { Hex } from '../../../lib/bytes/hex.ts'
import type { ChainReader } from '../ChainReader.ts'
import type { Pool, PooledTransaction } from '../Pool.ts'
import { collectLogs } from './collectLogs.ts'
import { createFilters } from './createFilters.ts'
import type { Queries } from './createQueries.ts'
import { formatError } from './formatError.ts'
import { defaultLimits, type Limits } from './Limits.ts'
import { RawJson } from './Method.ts'
import { LimitExceededError, RpcError } from './RpcError.ts'

const hashOf = (number: number): Hex => `0x${number.toString(16).padStart(64, '0')}`

/** What comes of a search in a query worker: text, or an error without its class. */
function asFromWorker(search: () => unknown): RawJson {
  try {
    return new RawJson(JSON.stringify(search()))
  } catch (error) {
    const { code, message, data } = formatError(error)
    throw new RpcError(code, message, { data })
  }
}

/** Filters over a chain with that many logs in each of its blocks. `poll` tells the block of each log. */
function setUp(logsPerBlock: number[], limits: Partial<Limits> = {}) {
  const blocks = [...logsPerBlock]
  const asked: [number, number][] = []
  const listeners = new Set<(transaction: PooledTransaction) => void>()
  const all = { ...defaultLimits, logResults: 10, ...limits }
  let isBusy = false
  const receipts = (number: number) => [{ logs: Array(blocks[number]).fill({ address: '0x', topics: [], data: '0x' }) }]
  const chain = {
    head: () => blocks.length - 1,
    hash: hashOf,
    receipts,
    block: (number: number) => ({
      transactions: [Uint8Array.of(0xc0)],
      header: { timestamp: 0 },
      hash: hashOf(number),
    }),
    *blocksWithLogs(_: unknown, from: number, to: number) {
      for (let number = from; number <= to; number++) if (blocks[number]! > 0) yield number
    },
  } as unknown as ChainReader
  const queries: Queries = {
    async run(_, [range]) {
      if (isBusy) throw new LimitExceededError('too many calls wait, try again')
      const { fromBlock, toBlock } = range as { fromBlock: Hex; toBlock: Hex }
      asked.push([Number(fromBlock), Number(toBlock)])
      const [from, to] = asked.at(-1)!
      return asFromWorker(() => collectLogs(chain, { addresses: [], topics: [] }, { from, to }, all))
    },
    stop: async () => {},
  }
  const pool = {
    subscribe(listener: (transaction: PooledTransaction) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  } as unknown as Pool
  const filters = createFilters({ chain, pool, queries, limits: all, now: () => 0 })
  return {
    filters,
    asked,
    blocks,
    setBusy: (value: boolean) => (isBusy = value),
    announce: (number: number) => {
      for (const listener of listeners) listener({ hash: hashOf(number) } as PooledTransaction)
    },
    poll: async (id: Hex) => {
      const { text } = (await filters.changes(id)) as RawJson
      return (JSON.parse(text) as { blockNumber: Hex }[]).map(({ blockNumber }) => Number(blockNumber))
    },
  }
}

test('where more logs came than one answer holds, each poll brings a part until all are there', async () => {
  const { filters, blocks, poll } = setUp([0])
  const id = filters.addLogs({})
  blocks.push(4, 4, 4, 4, 4, 4)
  expect(await poll(id)).toEqual([1, 1, 1, 1, 2, 2, 2, 2])
  expect(await poll(id)).toEqual([3, 3, 3, 3, 4, 4, 4, 4])
  blocks.push(1)
  expect(await poll(id)).toEqual([5, 5, 5, 5, 6, 6, 6, 6, 7])
  expect(await filters.changes(id)).toEqual([])
})

test('a block with more logs than any answer holds is told of once, by number, and the next poll goes on behind it', async () => {
  const { filters, blocks, poll } = setUp([0])
  const id = filters.addLogs({})
  blocks.push(2, 11, 3)
  expect(await poll(id)).toEqual([1, 1])
  await expect(filters.changes(id)).rejects.toMatchObject({
    code: -32005,
    message:
      'limit exceeded: block 2 alone has more logs than one answer holds and is left out, ask for it by a narrower filter',
  })
  expect(await poll(id)).toEqual([3, 3, 3])
})

test('an answer with more bytes than one may have is cut as well', async () => {
  const { filters, blocks, poll } = setUp([0], { responseBytes: 1_000 })
  const id = filters.addLogs({})
  blocks.push(2, 2)
  expect(await poll(id)).toEqual([1, 1])
  expect(await poll(id)).toEqual([2, 2])
})

test('a poll that found no worker free leaves the filter where it is', async () => {
  const { filters, blocks, poll, setBusy } = setUp([0])
  const id = filters.addLogs({})
  blocks.push(1)
  setBusy(true)
  await expect(filters.changes(id)).rejects.toThrow('too many calls wait')
  setBusy(false)
  expect(await poll(id)).toEqual([1])
})

test('a filter from long ago is read in ranges that one search may have', async () => {
  const { filters, asked } = setUp(Array(25).fill(0), { logBlocks: 10 })
  const id = filters.addLogs({ fromBlock: 'earliest' })
  for (let polls = 0; polls < 4; polls++) await filters.changes(id)
  expect(asked).toEqual([
    [0, 9],
    [10, 19],
    [20, 24],
  ])
})

test('a filter of blocks that fell behind is brought up to date without leaving any out', async () => {
  const { filters, blocks } = setUp([0], { logResults: 3 })
  const id = filters.addBlocks()
  blocks.push(0, 0, 0, 0)
  expect(await filters.changes(id)).toEqual([1, 2, 3].map(hashOf))
  expect(await filters.changes(id)).toEqual([hashOf(4)])
  expect(await filters.changes(id)).toEqual([])
})

test('filters of transactions tell each its own, in order, and of more than they hold the newest', async () => {
  const { filters, announce } = setUp([0], { logResults: 3 })
  announce(1)
  const early = filters.addTransactions()
  announce(2)
  const late = filters.addTransactions()
  announce(3)
  expect(await filters.changes(early)).toEqual([2, 3].map(hashOf))
  expect(await filters.changes(early)).toEqual([])
  for (let number = 4; number < 20; number++) announce(number)
  expect(await filters.changes(late)).toEqual([17, 18, 19].map(hashOf))
  announce(20)
  expect(await filters.changes(early)).toEqual([18, 19, 20].map(hashOf))
  expect(await filters.changes(late)).toEqual([hashOf(20)])
})
