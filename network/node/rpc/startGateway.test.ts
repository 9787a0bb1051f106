import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { ask, post, startTestGateway, type TestGateway } from './testGateway.ts'

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startTestGateway({ limits: { batch: 5, bodyBytes: 20_000, subscriptionsPerSocket: 2 } })
})
afterEach(() => void vi.useRealTimers())
afterAll(() => gateway.stop())

const holder = `0x${'c1'.repeat(20)}` as const
const request = (method: string, id: number, params: unknown[] = []) => ({ jsonrpc: '2.0', id, method, params })

test('a request gets its answer with its id', async () => {
  const answer = await post(gateway.url, '{"jsonrpc":"2.0","id":"abc","method":"eth_chainId"}')
  expect(answer).toEqual({ jsonrpc: '2.0', id: 'abc', result: '0x7a69' })
})

test('a batch is answered in order, each error in its place', async () => {
  const answer = await post(gateway.url, JSON.stringify([request('net_version', 1), request('no_such', 2), 7]))
  expect(answer).toMatchObject([
    { id: 1, result: '31337' },
    { id: 2, error: { code: -32601 } },
    { id: null, error: { code: -32600 } },
  ])
})

test('notifications get no answer, alone or in a batch', async () => {
  const notification = { jsonrpc: '2.0', method: 'eth_chainId' }
  expect(await post(gateway.url, JSON.stringify(notification))).toBeUndefined()
  expect(await post(gateway.url, JSON.stringify([notification, notification]))).toBeUndefined()
  expect(await post(gateway.url, JSON.stringify([notification, request('eth_chainId', 9)]))).toMatchObject([{ id: 9 }])
})

test.each([
  ['{"jsonrpc"', -32700],
  ['', -32700],
  ['[]', -32600],
  ['"text"', -32600],
  ['{"jsonrpc":"1.0","id":1,"method":"eth_chainId"}', -32600],
  ['{"jsonrpc":"2.0","id":1}', -32600],
  ['{"jsonrpc":"2.0","id":{},"method":"eth_chainId"}', -32600],
  ['{"jsonrpc":"2.0","id":1,"method":"toString"}', -32601],
  ['{"jsonrpc":"2.0","id":1,"method":"eth_getBalance","params":{"address":"0x"}}', -32602],
  ['{"jsonrpc":"2.0","id":1,"method":"eth_getBalance","params":["0x12"]}', -32602],
  [JSON.stringify(Array.from({ length: 6 }, (_, i) => request('eth_chainId', i))), -32600],
  [JSON.stringify(request('eth_chainId', 1, ['x'.repeat(20_000)])), -32005],
])('%.60s is refused with %i', async (body, code) => {
  expect(await post(gateway.url, body)).toMatchObject({ error: { code } })
})

test('bytes that are not UTF-8 are refused as unreadable', async () => {
  const body = Uint8Array.of(0x22, 0xff, 0xfe, 0x22)
  expect(await post(gateway.url, body)).toMatchObject({ id: null, error: { code: -32700 } })
})

test('a parameter error names the parameter and what was expected', async () => {
  const { error } = await ask(gateway.url, 'eth_getBalance', ['0x12', 'latest'])
  expect(error?.message).toBe('invalid argument 0: expected an address (0x and 40 hex digits), found "0x12"')
})

test('pages for people and monitors answer, others do not exist', async () => {
  expect(await (await fetch(gateway.url)).text()).toMatch(/^QoodBlock JSON-RPC/)
  expect(await (await fetch(`${gateway.url}/health`)).json()).toMatchObject({ ok: true, chainId: 31337, head: 0 })
  await ask(gateway.url, 'web3_clientVersion')
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
  expect(metrics).toMatch(/qood_rpc_requests_total\{method="web3_clientVersion",outcome="ok"\} [1-9]/)
  expect((await fetch(`${gateway.url}/elsewhere`)).status).toBe(404)
  expect((await fetch(gateway.url, { method: 'DELETE' })).status).toBe(405)
})

test('pages of other origins may ask', async () => {
  const preflight = await fetch(gateway.url, { method: 'OPTIONS', headers: { origin: 'http://localhost:3000' } })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type')
})

test('a connection that is cut in the middle of a body disturbs nobody', async () => {
  const socket = connect(gateway.port, '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"jsonrpc"')
  socket.destroy()
  expect(await ask(gateway.url, 'eth_chainId')).toMatchObject({ result: '0x7a69' })
})

test('a WebSocket answers requests and announces blocks, logs and waiting transactions', async () => {
  const { send, next, close } = await openSocket()
  send(request('eth_subscribe', 1, ['newHeads']))
  const { result: heads } = await next()
  send(request('eth_subscribe', 2, ['newPendingTransactions']))
  const { result: waiting } = await next()
  const { account } = gateway
  const raw = await account.signTransaction({
    to: account.address,
    chainId: 31337,
    gas: 21_000n,
    nonce: 0,
    gasPrice: 0n,
    type: 'legacy',
  })
  const { result: hash } = await ask(gateway.url, 'eth_sendRawTransaction', [raw])
  expect(await next()).toMatchObject({ method: 'eth_subscription', params: { subscription: waiting, result: hash } })
  await gateway.mine()
  expect(await next()).toMatchObject({ params: { subscription: heads, result: { number: '0x1' } } })
  send(request('eth_unsubscribe', 3, [heads]))
  expect(await next()).toMatchObject({ id: 3, result: true })
  send(request('eth_unsubscribe', 4, [heads]))
  expect(await next()).toMatchObject({ id: 4, error: { code: -32000 } })
  close()
})

test('a subscription speaks only after its id is told', async () => {
  const { send, next, close } = await openSocket()
  send([request('eth_subscribe', 1, ['syncing']), request('eth_chainId', 2)])
  const [{ result: subscription }] = (await next()) as never as [{ result: string }]
  expect(await next()).toEqual({ jsonrpc: '2.0', method: 'eth_subscription', params: { subscription, result: false } })
  close()
})

test('subscriptions have a limit and a known kind, and need a socket', async () => {
  const { send, next, close } = await openSocket()
  send(request('eth_subscribe', 1, ['nonsense']))
  expect(await next()).toMatchObject({ id: 1, error: { code: -32602 } })
  send([
    request('eth_subscribe', 2, ['logs', {}]),
    request('eth_subscribe', 3, ['logs']),
    request('eth_subscribe', 4, ['logs']),
  ])
  expect(await next()).toMatchObject([{ id: 2 }, { id: 3 }, { id: 4, error: { code: -32005 } }])
  close()
  expect(await ask(gateway.url, 'eth_subscribe', ['newHeads'])).toMatchObject({ error: { code: -32000 } })
})

test('a socket that sends bytes which are not text gets an error and stays open', async () => {
  const { socket, next, send, close } = await openSocket()
  socket.send(Uint8Array.of(0xff, 0x00, 0xfe))
  expect(await next()).toMatchObject({ error: { code: -32700 } })
  send(request('eth_chainId', 5))
  expect(await next()).toMatchObject({ id: 5, result: '0x7a69' })
  close()
})

test('filters remember what was read', async () => {
  const { result: blocks } = await ask(gateway.url, 'eth_newBlockFilter')
  await gateway.mine()
  await gateway.mine()
  expect((await ask(gateway.url, 'eth_getFilterChanges', [blocks])).result).toHaveLength(2)
  expect((await ask(gateway.url, 'eth_getFilterChanges', [blocks])).result).toEqual([])
  expect((await ask(gateway.url, 'eth_uninstallFilter', [blocks])).result).toBe(true)
  expect((await ask(gateway.url, 'eth_getFilterChanges', [blocks])).error).toMatchObject({ code: -32000 })
})

test('setting the clock of the machine locks no caller out and ends no filter', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const timed = await startTestGateway()
  const { result: filter } = await ask(timed.url, 'eth_newBlockFilter')
  const realMs = Date.now()
  vi.setSystemTime(realMs - 3_600_000)
  expect(await ask(timed.url, 'eth_chainId')).toMatchObject({ result: '0x7a69' })
  vi.setSystemTime(realMs + 3_600_000)
  expect((await ask(timed.url, 'eth_getFilterChanges', [filter])).result).toEqual([])
  await timed.stop()
})

async function openSocket(port = gateway.port) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  const arrived: unknown[] = []
  const wanted: ((message: never) => void)[] = []
  socket.on('message', (data) => {
    const message = JSON.parse(String(data))
    const resolve = wanted.shift()
    if (resolve) resolve(message as never)
    else arrived.push(message)
  })
  await new Promise((resolve) => socket.once('open', resolve))
  return {
    socket,
    send: (message: unknown) => socket.send(JSON.stringify(message)),
    next: (): Promise<{ result?: unknown }> =>
      arrived.length > 0 ? Promise.resolve(arrived.shift() as never) : new Promise((resolve) => wanted.push(resolve)),
    close: () => socket.close(),
  }
}

test('an answer that is too large is refused, in a batch from where it is too much', async () => {
  const alloc = { [holder]: { balance: '0x0', code: `0x${'00'.repeat(4_000)}` } } as const
  const small = await startTestGateway({ alloc, limits: { responseBytes: 20_000 } })
  expect(await ask(small.url, 'eth_getCode', [holder])).toMatchObject({ result: expect.stringMatching(/^0x00/) })
  const batch = Array.from({ length: 4 }, (_, i) => request('eth_getCode', i, [holder]))
  const answers = (await post(small.url, JSON.stringify(batch))) as { error?: { code: number } }[]
  expect(answers.map(({ error }) => error?.code)).toEqual([undefined, undefined, -32005, -32005])
  await small.stop()
})

test('a socket that does not read its answers is dropped', async () => {
  const alloc = { [holder]: { balance: '0x0', code: `0x${'00'.repeat(20_000)}` } } as const
  const strict = await startTestGateway({ alloc, limits: { socketBufferBytes: 100_000 } })
  const { socket, send } = await openSocket(strict.port)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  const { _socket: stream } = socket as never as { _socket: { pause(): void; resume(): void } }
  stream.pause()
  // Far more than what the two kernels keep for a connection.
  for (let i = 0; i < 1_000; i++) send(request('eth_getCode', i, [holder]))
  while ((await (await fetch(`${strict.url}/metrics`)).text()).includes('qood_rpc_sockets 1')) await Promise.resolve()
  stream.resume()
  await closed
  await strict.stop()
})
