import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startGateway } from '../node/rpc/startGateway.ts'
import { openIndexStore } from './openIndexStore.ts'
import { type Indexer, startIndexer } from './startIndexer.ts'
import { findPostgres, startTestPostgres } from './startTestPostgres.ts'
import { addressOf, ask, collection, dump, startTestChain, stock, type TestChain, token } from './testChain.ts'

let directory: string
let chain: TestChain
const running: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'qood-index-'))
  chain = await startTestChain()
  await chain.grow(12)
})
afterEach(async () => {
  for (const indexer of running.splice(0)) await indexer.stop()
})
afterAll(async () => {
  await chain.gateway.stop()
  await rm(directory, { recursive: true, force: true })
})

async function index(name: string, { rpcUrl, wsUrl }: { rpcUrl: string; wsUrl: string } = chain): Promise<Indexer> {
  const indexer = await startIndexer({ database: join(directory, name), rpcUrl, wsUrl, port: 0 })
  running.push(indexer)
  return indexer
}

const head = (of = chain) => of.gateway.store.head()
const atHead = (indexer: Indexer, of = chain) =>
  expect.poll(() => indexer.state(), { timeout: 20_000 }).toMatchObject({ status: 'live', number: head(of) })

test('tells what an address did, newest first, and follows new blocks', async () => {
  const indexer = await index('follow.sqlite')
  await atHead(indexer)
  const { address } = chain.gateway.account
  type Rows = { rows: { hash: string; block: number }[]; next?: number }
  const before = await ask<Rows>(indexer, `/addresses/${address}/transactions?limit=5`)
  expect(before.rows.map(({ block }) => block)).toEqual([12, 12, 12, 12, 11])
  await chain.grow(1)
  await atHead(indexer)
  const after = await ask<Rows>(indexer, `/addresses/${address}/transactions?limit=1`)
  expect(after.rows[0]!.block).toBe(13)
  const block = await ask<Rows>(indexer, '/blocks/13/transactions')
  expect(block.rows).toHaveLength(5)
})

test('knows tokens, items, their holders and contracts that were made', async () => {
  const indexer = await index('tokens.sqlite')
  await atHead(indexer)
  const holder = addressOf(0)
  expect(await ask(indexer, `/addresses/${holder}/tokens`)).toMatchObject({ rows: [{ token, amount: '1' }] })
  expect(await ask(indexer, `/addresses/${holder}/items`)).toMatchObject({ rows: [{ token: collection, id: '2' }] })
  expect(await ask(indexer, `/tokens/${collection}/transfers?item=2`)).toMatchObject({ rows: [{ to: holder }] })
  const { rows } = await ask<{ rows: { creator: string }[] }>(indexer, '/contracts')
  expect(rows[0]!.creator).toBe(chain.gateway.account.address.toLowerCase())
  const holders = await ask<{ rows: { amount: string }[] }>(indexer, `/tokens/${token}/holders?limit=200`)
  const amounts = holders.rows.map(({ amount }) => BigInt(amount))
  expect(amounts.length).toBeGreaterThan(10)
  expect(amounts).toEqual(amounts.toSorted((a, b) => (a > b ? -1 : 1)))
})

test('knows who holds pieces of an item, also those that came in a batch', async () => {
  const indexer = await index('pieces.sqlite')
  await atHead(indexer)
  type Rows = { rows: { position: number; holder: string; pieces: string; log: number; part: number }[] }
  const single = await ask<Rows>(indexer, `/tokens/${stock}/items/7/holders?limit=200`)
  const batched = await ask<Rows>(indexer, `/tokens/${stock}/items/8/holders?limit=200`)
  const inBatches = batched.rows.map(({ holder }) => holder)
  expect(inBatches.length).toBeGreaterThan(5)
  expect(single.rows.map(({ holder }) => holder)).toEqual(expect.arrayContaining(inBatches))
  expect(new Set([...single.rows, ...batched.rows].map(({ pieces }) => pieces))).toEqual(new Set(['10']))
  const { rows } = await ask<Rows>(indexer, `/tokens/${stock}/transfers?limit=200`)
  expect(rows.length).toBe(single.rows.length + batched.rows.length)
  expect(new Set(rows.map(({ position }) => position)).size).toBe(rows.length)
  expect(rows.filter(({ part }) => part === 1)).toHaveLength(batched.rows.length)
  expect(await ask(indexer, `/addresses/${inBatches[0]}/pieces`)).toMatchObject({
    rows: [
      { token: stock, id: '8', pieces: '10' },
      { token: stock, id: '7', pieces: '10' },
    ],
  })
})

test('finds a block by each of its roots, and a transaction by its sender and nonce', async () => {
  const indexer = await index('roots.sqlite')
  await atHead(indexer)
  const block = chain.gateway.store.block(5)!
  for (const kind of ['state', 'transactions', 'receipts'] as const) {
    const root = block.header[`${kind}Root`]
    const found = { kind: `${kind}Root`, target: '5', label: root }
    expect(await ask(indexer, `/search?q=${root.slice(0, 12)}`)).toMatchObject({ rows: [found] })
  }
  const { address } = chain.gateway.account
  const sent = (nonce: number) => ask(indexer, `/addresses/${address}/nonces/${nonce}`)
  expect(await sent(3)).toMatchObject({ rows: [{ nonce: 3, from: address.toLowerCase() }] })
  expect(await sent(99_999)).toEqual({ rows: [] })
})

test('an index built anew has the same rows', async () => {
  const [first, second] = await Promise.all([index('first.sqlite'), index('second.sqlite')])
  await Promise.all([atHead(first), atHead(second)])
  expect(await dumpOf('second.sqlite')).toEqual(await dumpOf('first.sqlite'))
})

test('an index of another chain is begun anew, even where both have one genesis', async () => {
  const indexer = await index('other.sqlite')
  await atHead(indexer)
  await indexer.stop()
  running.length = 0
  for (const salt of ['02', '01']) {
    const other = await startTestChain(salt)
    try {
      await other.grow(3)
      const again = await index('other.sqlite', other)
      await atHead(again, other)
      expect(again.state().rebuilds).toBe(1)
      const { rows } = await ask<{ rows: unknown[] }>(again, '/blocks')
      expect(rows).toHaveLength(4)
      await again.stop()
      running.length = 0
    } finally {
      await other.gateway.stop()
    }
  }
})

test('killed at any moment it goes on where it was, and has the same rows', async () => {
  const fresh = await index('fresh.sqlite')
  await atHead(fresh)
  const data = join(directory, 'killed')
  const path = join(data, 'index', 'chain.sqlite')
  let heights: number[] = []
  for (const height of [2, 6, 10]) heights = [...heights, await killAt(data, height)]
  expect(heights).toEqual(heights.toSorted((a, b) => a - b))
  const last = await startIndexer({ ...chain, database: path, port: 0 })
  running.push(last)
  await atHead(last)
  expect(last.state().rebuilds).toBe(0)
  expect(await dumpAt(path)).toEqual(await dumpOf('fresh.sqlite'))
})

test.each([
  ['many blocks', 30_000],
  ['one block', 4_500],
])('reads a node whose answers are too small for %s, and has the same rows', async (_, responseBytes) => {
  const { store, pool } = chain.gateway
  const gateway = await startGateway({ chain: store, pool, subscribeHeads: () => () => {}, limits: { responseBytes } })
  onTestFinished(gateway.stop)
  const url = `127.0.0.1:${gateway.port}`
  const narrow = await index(`narrow${responseBytes}.sqlite`, { rpcUrl: `http://${url}`, wsUrl: `ws://${url}` })
  const whole = await index('whole.sqlite')
  await Promise.all([atHead(narrow), atHead(whole)])
  expect(await dumpOf(`narrow${responseBytes}.sqlite`)).toEqual(await dumpOf('whole.sqlite'))
})

test('waits while the node is away, says so, and goes on', async () => {
  const away = await startIndexer({
    database: join(directory, 'away.sqlite'),
    rpcUrl: 'http://127.0.0.1:9',
    wsUrl: 'ws://127.0.0.1:9',
    port: 0,
  })
  running.push(away)
  await expect.poll(() => away.state().error).toBe('Indexer.NodeAwayError')
  const health = await fetch(`${away.url}/health`)
  expect(health.status).toBe(503)
})

const postgres = findPostgres()

// A server of this machine is started where it has one; elsewhere this cannot be known.
test.skipIf(!postgres)('PostgreSQL holds the same rows and gives the same answers', async () => {
  const { url, stop } = await startTestPostgres(postgres!)
  onTestFinished(stop)
  const lite = await index('lite.sqlite')
  const great = await startIndexer({ ...chain, database: url, port: 0 })
  onTestFinished(() => great.stop())
  await Promise.all([atHead(lite), atHead(great)])
  expect(await dumpAt(url)).toEqual(await dumpOf('lite.sqlite'))
  const paths = [
    '/blocks?limit=3',
    `/addresses/${addressOf(0)}/tokens`,
    `/tokens/${token}/holders?limit=5`,
    `/tokens/${collection}/items?limit=4`,
    '/search?q=0x1',
    '/series?span=hour',
    '/transactions?after=3000000&limit=7',
  ]
  for (const path of paths) expect(await ask(great, path), path).toEqual(await ask(lite, path))
})

const dumpOf = (name: string) => dumpAt(join(directory, name))

async function dumpAt(place: string) {
  const store = await openIndexStore(place)
  try {
    return await dump(store)
  } finally {
    await store.close()
  }
}

/** Runs the command until the index has that height, kills it, and returns the height that is on the disk then. */
async function killAt(data: string, height: number): Promise<number> {
  const qood = fileURLToPath(new URL('../qood.ts', import.meta.url))
  const argv = [qood, 'indexer', '--data', data, '--rpc', chain.rpcUrl]
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const exited = once(child, 'exit')
  const [message] = (await once(child, 'message')) as [{ endpoints: { http: string } }]
  const number = async () => (await ask<{ number: number }>({ url: message.endpoints.http }, '/status')).number
  await expect.poll(number, { timeout: 20_000, interval: 5 }).toBeGreaterThanOrEqual(height)
  child.kill('SIGKILL')
  await exited
  const store = await openIndexStore(join(data, 'index', 'chain.sqlite'))
  const [row] = await store.all<{ number: number }>('SELECT number FROM meta')
  await store.close()
  return row!.number
}
