import { expect, test, vi } from 'vitest'
import { pause } from '../rpc/sleep.ts'
import { countListeners } from '../rpc/testListeners.ts'
import { createHeadStore, createStore } from './createHeadStore.ts'
import type { BlockSummary, HeadState, Via } from './HeadState.ts'
import type { NodeConfig } from './nodeConfig.ts'
import { ChainChangedError, type NodeLink, RefusedAnswerError, startHeadFeed } from './startHeadFeed.ts'

const genesisHash = `0x${'aa'.repeat(32)}` as const
const config: NodeConfig = { rpcUrl: 'http://127.0.0.1:1', wsUrl: 'ws://127.0.0.1:1', chainId: 7, genesisHash }

test('the first state is connecting, then live with the head, then with the blocks before it', async () => {
  const node = createNode({ height: 3 })
  const feed = start(node)
  expect(feed.store.get()).toEqual({ status: 'connecting' })
  expect((await feed.reach('live')).recent.length).toBe(1)
  const state = (await feed.until(hasBlocks(4))) as Live
  expect(state.recent.map((block) => block.number)).toEqual([3, 2, 1, 0])
  expect(state).toMatchObject({ identity: { chainId: 7, genesisHash }, producers: 21, rpcUrl: config.rpcUrl })
  feed.stop()
})

test('news moves the head without waiting for the pulse', async () => {
  const node = createNode({ height: 3 })
  const feed = start(node)
  await feed.until(hasBlocks(4))
  node.grow(2)
  node.news()
  const state = await feed.until((next) => next.status === 'live' && next.head.number === 5)
  expect(state.status === 'live' && state.recent.map((block) => block.number)).toEqual([5, 4, 3, 2, 1, 0])
  feed.stop()
})

test('a node that tells no news is followed by the pulse, and how it is followed is told', async () => {
  const node = createNode({ height: 1 })
  const feed = start(node)
  await feed.until(hasBlocks(2))
  node.via = 'tab'
  node.grow(1)
  feed.wake()
  const state = await feed.until((next) => next.status === 'live' && next.head.number === 2)
  expect(state).toMatchObject({ via: 'tab' })
  feed.stop()
})

test('a node that dies is down with the last head kept, and live again when it returns', async () => {
  const node = createNode({ height: 4 })
  const feed = start(node)
  await feed.reach('live')
  node.alive = false
  feed.wake()
  expect(await feed.reach('down')).toMatchObject({ last: { number: 4 }, rpcUrl: config.rpcUrl, reason: 'Dead' })
  feed.wake()
  node.alive = true
  feed.wake()
  await feed.reach('live')
  feed.stop()
})

test('a node with another genesis is the wrong network', async () => {
  const node = createNode({ height: 1, genesisHash: `0x${'bb'.repeat(32)}` })
  const feed = start(node)
  const state = await feed.reach('wrong-network')
  expect(state.expected).toEqual({ chainId: 7, genesisHash })
  expect(state.found.genesisHash).toBe(`0x${'bb'.repeat(32)}`)
  feed.stop()
})

test('an answer that does not stand is told apart from none, by its name', async () => {
  const node = createNode({ height: 4 })
  const feed = start(node)
  await feed.reach('live')
  node.failure = new RefusedAnswerError('Chain.BelowQuorumError', 'Expected 15 seals, found 3.')
  feed.wake()
  const { last, ...state } = await feed.reach('refused')
  expect(state).toMatchObject({ reason: 'Chain.BelowQuorumError', message: 'Expected 15 seals, found 3.' })
  expect(last?.number).toBe(4)
  feed.stop()
})

test('a chain that was begun anew waits for the word of a person', async () => {
  const node = createNode({ height: 4 })
  const feed = start(node)
  await feed.reach('live')
  const [expected, found] = [`0x${'11'.repeat(32)}`, `0x${'22'.repeat(32)}`] as const
  node.failure = new ChainChangedError({ change: 'history', expected, found })
  feed.wake()
  expect(await feed.reach('reset')).toEqual({
    ...{ status: 'reset', rpcUrl: config.rpcUrl, change: 'history', expected, found },
  })
  feed.stop()
})

test('a gap longer than the kept blocks starts the list anew', async () => {
  const node = createNode({ height: 3 })
  const feed = start(node)
  await feed.until(hasBlocks(4))
  node.grow(500)
  node.news()
  feed.wake()
  const state = await feed.until((next) => next.status === 'live' && next.head.number === 503)
  expect(state.status === 'live' && state.recent.length).toBe(24)
  expect(state.status === 'live' && state.recent.at(-1)?.number).toBe(480)
  feed.stop()
})

test('the blocks before the head are asked for when somebody shows them, and so many as are shown', async () => {
  const node = createNode({ height: 40 })
  const feed = start(node, 0)
  await feed.until(hasBlocks(1))
  node.grow(1)
  node.news()
  await feed.until(hasBlocks(2))
  expect(node.asked).toEqual([40, 41])
  feed.wanted.set([5, 3])
  const state = (await feed.until(hasBlocks(5))) as Live
  expect(state.recent.map((block) => block.number)).toEqual([41, 40, 39, 38, 37])
  expect(node.asked).toEqual([40, 41, 39, 38, 37])
  feed.stop()
})

test('a stopped feed publishes nothing more', async () => {
  const node = createNode({ height: 1 })
  const feed = start(node)
  await feed.until(hasBlocks(2))
  feed.stop()
  const seen = feed.store.get()
  node.grow(1)
  feed.wake()
  await new Promise((resolve) => setImmediate(resolve))
  expect(feed.store.get()).toBe(seen)
})

test('keeps nothing of the pulses that are over, however long it follows', async () => {
  vi.useFakeTimers()
  try {
    const node = createNode({ height: 1 })
    const counts: (() => number)[] = []
    const waiting = () => counts.reduce((sum, count) => sum + count(), 0)
    const feed = startHeadFeed({
      store: createHeadStore(),
      wanted: createStore<readonly number[]>([1]),
      loadConfig: async () => config,
      connect: async () => node.link,
      sleep(ms, signal) {
        counts.push(countListeners(signal))
        return pause(ms, signal)
      },
      now: () => 1,
    })
    await vi.advanceTimersByTimeAsync(600_000)
    expect(counts.length).toBeGreaterThan(150)
    expect(waiting()).toBe(1)
    feed.stop()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(waiting()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

type Live = Extract<HeadState, { status: 'live' }>
const hasBlocks = (count: number) => (state: HeadState) => state.status === 'live' && state.recent.length === count

function start(node: ReturnType<typeof createNode>, count = 24) {
  const store = createHeadStore()
  const wanted = createStore<readonly number[]>([count])
  const sleepers = new Set<() => void>()
  const sleep = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal.aborted) return resolve()
      const wake = () => resolve()
      sleepers.add(wake)
      signal.addEventListener('abort', wake)
    })
  const feed = startHeadFeed({
    store,
    wanted,
    loadConfig: async () => config,
    connect: async () => node.link,
    sleep,
    now: () => 1,
  })
  const until = (test: (state: HeadState) => boolean) =>
    new Promise<HeadState>((resolve) => {
      const check = () => test(store.get()) && resolve(store.get())
      store.subscribe(check)
      check()
    })
  return {
    ...feed,
    store,
    wanted,
    until,
    reach: <status extends HeadState['status']>(status: status) =>
      until((state) => state.status === status) as Promise<Extract<HeadState, { status: status }>>,
    /** Lets every present and the next sleep end, as time would. */
    wake: () => {
      for (const wake of sleepers) wake()
      sleepers.clear()
    },
  }
}

function createNode(options: { height: number; genesisHash?: `0x${string}` }) {
  let height = options.height
  let onNews = () => {}
  const node = {
    alive: true,
    failure: undefined as Error | undefined,
    via: 'http' as Via,
    /** Blocks in the order in which they were asked for. */
    asked: [] as number[],
    grow: (by: number) => (height += by),
    news: () => onNews(),
    link: undefined as never as NodeLink,
  }
  const answer = async <value>(value: () => value) => {
    if (node.failure) throw node.failure
    if (!node.alive) throw Object.assign(new Error('no answer'), { name: 'Dead' })
    return value()
  }
  node.link = {
    identity: () => answer(() => ({ chainId: 7, genesisHash: options.genesisHash ?? genesisHash })),
    producers: () => answer(() => 21),
    headNumber: () => answer(() => height),
    summary: (number) => {
      node.asked.push(number)
      return answer(() => summary(number))
    },
    via: () => answer(() => node.via),
    watch: async (news) => {
      onNews = news
      return () => {}
    },
  }
  return node
}

function summary(number: number): BlockSummary {
  const hash = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as const
  return {
    number,
    hash: hash(number + 1),
    parentHash: hash(number),
    producer: `0x${'11'.repeat(20)}`,
    timestamp: 1_700_000_000 + number,
    transactionCount: 0,
    gasUsed: 0n,
    gasLimit: 30_000_000n,
    seals: 15,
  }
}
