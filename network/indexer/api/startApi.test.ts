import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Indexer, startIndexer } from '../startIndexer.ts'
import { addressOf, ask, collection, startTestChain, type TestChain, token } from '../testChain.ts'
import { createOpenApi } from './openApi.ts'
import { routes } from './routes.ts'
import { startApi } from './startApi.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

let chain: TestChain
let indexer: Indexer

beforeAll(async () => {
  chain = await startTestChain()
  await chain.grow(20)
  indexer = await startIndexer({ ...chain, database: ':memory:', port: 0 })
  await vi.waitUntil(() => indexer.state().status === 'live' && indexer.state().number === 20, { timeout: 20_000 })
})
afterAll(async () => {
  await indexer.stop()
  await chain.gateway.stop()
})

type Paged = { rows: { position: number }[]; next?: number }

test('the description in docs is the one that the routes give', async () => {
  const path = fileURLToPath(new URL('../../../docs/indexer-openapi.json', import.meta.url))
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(createOpenApi())))
  expect(await ask(indexer, '/openapi.json')).toEqual(JSON.parse(JSON.stringify(createOpenApi())))
})

test('every route answers as its description says', async () => {
  const [known] = (await ask<{ rows: { hash: string }[] }>(indexer, '/transactions?limit=1')).rows
  const values: Record<string, string> = {
    id: '7',
    number: '7',
    nonce: '1',
    hash: known!.hash,
    contract: 'election',
    q: '0x',
  }
  const queries: Record<string, string> = {
    '/events': '?contract=election',
    '/search': '?q=0x',
    '/incomes': `?payee=${addressOf(0)}`,
  }
  for (const { path, answer } of routes) {
    const who = path.includes('{nonce}') ? chain.gateway.account.address : addressOf(0)
    const address = path.startsWith('/tokens') ? token : who
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? address)
    const query = queries[path] ?? ''
    const response = await fetch(`${indexer.url}${filled}${query}`)
    expect([path, response.status]).toEqual([path, 200])
    expect(answer.safeParse(await response.json()).error, path).toBeUndefined()
  }
})

test('pages give each row once, downwards and upwards', async () => {
  const sender = chain.gateway.account.address
  const whole = (await ask<Paged>(indexer, `/addresses/${sender}/transactions?limit=200`)).rows
  expect(whole.length).toBeGreaterThan(60)
  for (const [parameter, expected] of [
    ['before', whole],
    ['after', whole.toReversed()],
  ] as const) {
    const walked: unknown[] = []
    let cursor: number | undefined = parameter === 'before' ? 999_999_999_999_999 : 0
    while (cursor !== undefined) {
      const page: Paged = await ask(indexer, `/addresses/${sender}/transactions?limit=7&${parameter}=${cursor}`)
      walked.push(...page.rows)
      cursor = page.next
    }
    expect(walked).toEqual(expected)
  }
})

test('holders page by amount and address', async () => {
  type Holders = { rows: { holder: string }[]; next?: string }
  const whole = await ask<Holders>(indexer, `/tokens/${token}/holders?limit=200`)
  const walked: unknown[] = []
  let after = ''
  for (;;) {
    const page: Holders = await ask(indexer, `/tokens/${token}/holders?limit=3${after && `&after=${after}`}`)
    walked.push(...page.rows)
    if (page.next === undefined) break
    after = page.next
  }
  expect(walked).toEqual(whole.rows)
})

test('finds by height, by hash, by either end of a hash, by address and by name', async () => {
  const [{ hash }] = (await ask<{ rows: { hash: string }[] }>(indexer, '/transactions?limit=1')).rows as [
    { hash: string },
  ]
  const find = async (text: string) =>
    (await ask<{ rows: { kind: string; target: string }[] }>(indexer, `/search?q=${encodeURIComponent(text)}`)).rows
  expect(await find('12')).toContainEqual(expect.objectContaining({ kind: 'block', target: '12' }))
  expect(await find('#12')).toContainEqual(expect.objectContaining({ kind: 'block', target: '12' }))
  for (const text of [
    hash,
    hash.slice(0, 12),
    `${hash.slice(0, 8)}…${hash.slice(-4)}`,
    hash.slice(2, 12).toUpperCase(),
  ]) {
    expect(await find(text), text).toContainEqual(expect.objectContaining({ kind: 'transaction', target: hash }))
  }
  expect(await find(`${hash.slice(0, 8)}…${hash.slice(-4) === '0000' ? '1111' : '0000'}`)).toEqual([])
  expect(await find(addressOf(0))).toMatchObject([{ kind: 'address', target: addressOf(0) }])
  expect(await find('elec')).toMatchObject([{ kind: 'contract', label: 'Election' }])
  expect(await find(collection)).toContainEqual(expect.objectContaining({ kind: 'address', target: collection }))
})

test('an end without a beginning would have to be looked for everywhere, and is refused', async () => {
  for (const text of ['0x…1234', '0xabc…1234', '0x*1']) {
    const response = await fetch(`${indexer.url}/search?q=${encodeURIComponent(text)}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      error: {
        name: 'Indexer.InvalidParameterError',
        message: 'Expected at least 4 digits before the end of a hash, found fewer.',
      },
    })
  }
})

test('whatever is asked, the answer is JSON with a stable name, and never a fault', async () => {
  const word = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom(
      '0x',
      `0x${'11'.repeat(20)}`,
      `0x${'11'.repeat(32)}`,
      '-1',
      '1e9',
      '999999999999999',
      '%',
      "'; --",
      '0',
    ),
  )
  const name = fc.constantFrom(
    'limit',
    'before',
    'after',
    'q',
    'contract',
    'name',
    'item',
    'token',
    'span',
    'from',
    'x',
  )
  const query = fc.array(fc.tuple(name, word), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...routes), word, query, async ({ path }, part, pairs) => {
      const url = `${indexer.url}${path.replace(/\{\w+\}/g, () => encodeURIComponent(part))}`
      const text = pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')
      const response = await fetch(`${url}?${text}`)
      const body = (await response.json()) as { error?: { name: string } }
      expect([200, 400, 404]).toContain(response.status)
      if (response.status !== 200) expect(body.error?.name).toMatch(/^Indexer\./)
    }),
    { numRuns },
  )
})

test('one caller cannot have it all, and learns when to come again', async () => {
  const api = await startApi({
    store: {} as never,
    state: indexer.state,
    port: 0,
    loopbackRate: { perSecond: 1, burst: 3 },
    now: () => 0,
  })
  try {
    const statuses = []
    for (let i = 0; i < 4; i++) statuses.push((await fetch(`http://127.0.0.1:${api.port}/status`)).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    const refused = await fetch(`http://127.0.0.1:${api.port}/status`)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({ error: { name: 'Indexer.RateLimitError' } })
    expect((await fetch(`http://127.0.0.1:${api.port}/health`)).status).toBe(200)
  } finally {
    await api.stop()
  }
})

test('setting the clock of the machine back locks nobody out', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const api = await startApi({ store: {} as never, state: indexer.state, port: 0 })
  try {
    expect((await fetch(`http://127.0.0.1:${api.port}/status`)).status).toBe(200)
    vi.setSystemTime(Date.now() - 3_600_000)
    expect((await fetch(`http://127.0.0.1:${api.port}/status`)).status).toBe(200)
  } finally {
    vi.useRealTimers()
    await api.stop()
  }
})

test('other methods and paths are refused, and any page may read', async () => {
  expect((await fetch(`${indexer.url}/blocks`, { method: 'POST', body: '{}' })).status).toBe(405)
  expect((await fetch(`${indexer.url}/nothing`)).status).toBe(404)
  const response = await fetch(`${indexer.url}/blocks`)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
})
