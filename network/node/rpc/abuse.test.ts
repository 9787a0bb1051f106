import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { counterCode } from '../../../lib/engine/fixtures/counter.ts'
import { createMethods } from './createMethods.ts'
import { ask, post, startTestGateway, type TestGateway } from './testGateway.ts'

/*
 * What nobody should send. Whatever comes, the answer is valid JSON-RPC or a closed connection, nothing of ours is at
 * fault ("internal error" fails the test), and afterwards a plain request works.
 */
const knownMethods = Object.keys(createMethods({} as never))
const httpRequests = 7_000
const socketRequests = 3_000
const perBatch = 50

let gateway: TestGateway

beforeAll(async () => {
  const alloc = { [`0x${'c1'.repeat(20)}`]: { balance: '0x0', code: counterCode } } as const
  gateway = await startTestGateway({
    alloc,
    worker: true,
    limits: { callGas: 1_000_000n, deadlineMs: 5_000, bodyBytes: 200_000 },
  })
  await gateway.mine()
})
afterAll(() => gateway.stop())

const address = fc.constantFrom(`0x${'c1'.repeat(20)}`, `0x${'07'.repeat(20)}`, '0x', '0x1', `0x${'zz'.repeat(20)}`)
const word = fc.constantFrom(`0x${'0'.repeat(64)}`, `0x${'f'.repeat(64)}`, `0x${'1'.repeat(65)}`)
const quantity = fc.oneof(
  fc.nat().map((n) => `0x${n.toString(16)}`),
  fc.bigInt({ min: 0n, max: 2n ** 300n }).map((n) => `0x${n.toString(16)}`),
  fc.constantFrom('0x', '0x00', '-0x1', '1e999', 'latest', 'pending', 'earliest', 'safe', '0xffffffffffffffff'),
)
const bytes = fc.uint8Array({ maxLength: 200 }).map((data) => `0x${Buffer.from(data).toString('hex')}`)
const leaf = fc.oneof(
  address,
  word,
  quantity,
  bytes,
  fc.jsonValue({ maxDepth: 3 }),
  fc.double(),
  fc.string({ unit: 'binary' }),
)
const names = fc.constantFrom(
  'from',
  'to',
  'gas',
  'gasPrice',
  'maxFeePerGas',
  'value',
  'nonce',
  'data',
  'input',
  'accessList',
  'blobVersionedHashes',
  'authorizationList',
  'fromBlock',
  'toBlock',
  'blockHash',
  'address',
  'topics',
  'blockStateCalls',
  'calls',
  'stateOverrides',
  'blockOverrides',
  'validation',
  'traceTransfers',
  'balance',
  'code',
  'state',
  'stateDiff',
  'tracer',
  'tracerConfig',
  'blockNumber',
  'number',
  'time',
  'gasLimit',
  '__proto__',
  'constructor',
  'movePrecompileToAddress',
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaf, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(fc.oneof(names, address), tie('value'), { maxKeys: 6 }),
}))

/** Of the right shape, so that it gets past the door. */
const amount = fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })).map((n) => `0x${n.toString(16)}`)
const place = fc.oneof(
  fc.integer({ min: 0, max: 20 }).map((n) => `0x${n.toString(16).padStart(40, '0')}`),
  fc.constantFrom(`0x${'c1'.repeat(20)}`, `0x${'07'.repeat(20)}`, `0x${'c0'.repeat(20)}`),
)
const program = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x5f, 0x60, 0x52, 0xf1, 0xf0, 0xfd, 0xa1, 0x54)),
  { maxLength: 60 },
)
const code = program.map((ops) => `0x${Buffer.from(ops).toString('hex')}`)
const call = fc.record(
  {
    from: place,
    to: place,
    gas: amount,
    maxFeePerGas: amount,
    value: amount,
    nonce: amount,
    input: fc.oneof(bytes, code),
  },
  { requiredKeys: [] },
)
const slots = fc.dictionary(fc.constantFrom(`0x${'0'.repeat(64)}`, '0x1'), fc.constant(`0x${'1'.repeat(64)}`), {
  maxKeys: 2,
})
const override = fc.record(
  { balance: amount, nonce: amount, code, stateDiff: slots, movePrecompileToAddress: place },
  { requiredKeys: [] },
)
const overrides = fc.dictionary(place, override, { maxKeys: 3 })
const blockOverrides = fc.record(
  { number: amount, time: amount, gasLimit: amount, baseFeePerGas: amount, blobBaseFee: amount },
  { requiredKeys: [] },
)
const tag = fc.constantFrom('latest', 'pending', 'earliest', '0x0', '0x1', '0x2')
const simulation = fc.record(
  {
    blockStateCalls: fc.array(
      fc.record(
        { calls: fc.array(call, { maxLength: 3 }), stateOverrides: overrides, blockOverrides },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
    validation: fc.boolean(),
    traceTransfers: fc.boolean(),
    returnFullTransactions: fc.boolean(),
  },
  { requiredKeys: ['blockStateCalls'] },
)
const tracing = fc.record(
  {
    tracer: fc.constantFrom('callTracer', ''),
    tracerConfig: fc.constant({ withLog: true }),
    enableMemory: fc.boolean(),
    stateOverrides: overrides,
  },
  { requiredKeys: [] },
)

function anyCall(): fc.Arbitrary<unknown> {
  const asked = fc.tuple(call, tag, overrides, blockOverrides)
  const chosen = fc.oneof(
    fc.tuple(fc.constantFrom('eth_call', 'eth_estimateGas', 'eth_createAccessList'), asked),
    fc.tuple(fc.constant('eth_simulateV1'), fc.tuple(simulation, tag)),
    fc.tuple(fc.constant('debug_traceCall'), fc.tuple(call, tag, tracing)),
  )
  return chosen.map(([method, params]) => ({ jsonrpc: '2.0', id: 1, method, params }))
}

function anyRequest(): fc.Arbitrary<unknown> {
  const method = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...knownMethods) },
    { weight: 1, arbitrary: fc.string() },
  )
  const params = fc.oneof({ weight: 9, arbitrary: fc.array(value, { maxLength: 4 }) }, { weight: 1, arbitrary: value })
  const whole = fc.record({ jsonrpc: fc.constant('2.0'), id: fc.nat(), method, params })
  const broken = fc.record({ jsonrpc: leaf, id: leaf, method: leaf, params: value }, { requiredKeys: [] })
  return fc.oneof(
    { weight: 4, arbitrary: anyCall() },
    { weight: 8, arbitrary: whole },
    { weight: 1, arbitrary: broken },
    { weight: 1, arbitrary: value },
  )
}

function sample(count: number): unknown[] {
  return fc.sample(anyRequest(), { numRuns: count, ...(process.env.FC_SEED && { seed: Number(process.env.FC_SEED) }) })
}

function checkAnswer(answer: unknown, request: unknown): void {
  if (answer === undefined) return
  for (const item of Array.isArray(answer) ? answer : [answer]) {
    const { jsonrpc, error, result } = item as {
      jsonrpc?: unknown
      error?: { code: number; message: string }
      result?: unknown
    }
    const isAnswer =
      jsonrpc === '2.0' &&
      (result !== undefined || (Number.isInteger(error?.code) && typeof error?.message === 'string'))
    const isFault = error?.code === -32603 && error.message === 'internal error'
    if (!isAnswer || isFault) expect.fail(`${JSON.stringify(item)} to ${JSON.stringify(request)?.slice(0, 2_000)}`)
  }
}

async function expectAlive(): Promise<void> {
  expect(await ask(gateway.url, 'eth_blockNumber')).toMatchObject({ result: expect.stringMatching(/^0x/) })
}

test(`${httpRequests} senseless requests by HTTP are answered`, async () => {
  const requests = sample(httpRequests)
  for (let i = 0; i < requests.length; i += perBatch) {
    const slice = requests.slice(i, i + perBatch)
    await Promise.all(
      slice.map(async (request) => checkAnswer(await post(gateway.url, JSON.stringify(request) ?? ''), request)),
    )
  }
  await expectAlive()
}, 120_000)

test(`${socketRequests} senseless requests by WebSocket are answered or the socket is closed`, async () => {
  const requests = sample(socketRequests)
  for (let i = 0; i < requests.length; i += perBatch) {
    const socket = await openSocket()
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    const last = Promise.withResolvers<void>()
    socket.on('message', (data) => {
      const answer = JSON.parse(String(data))
      if (answer.id === 'last') return last.resolve()
      try {
        if (answer.method !== 'eth_subscription') checkAnswer(answer, 'sent by WebSocket')
      } catch (error) {
        last.reject(error)
      }
    })
    for (const request of requests.slice(i, i + perBatch)) socket.send(JSON.stringify(request) ?? '')
    socket.send('{"jsonrpc":"2.0","id":"last","method":"eth_chainId"}')
    await Promise.race([last.promise, closed])
    socket.terminate()
  }
  await expectAlive()
}, 120_000)

test('texts that are nearly JSON get the error for unreadable ones', async () => {
  const texts = fc.sample(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json().map((text) => text.slice(0, -1)),
    ),
    300,
  )
  for (const text of texts) {
    const answer = await post(gateway.url, text)
    checkAnswer(answer, text)
  }
  await expectAlive()
})

test.each([
  ['deeply nested arrays', '['.repeat(90_000) + ']'.repeat(90_000)],
  ['deeply nested objects', `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`],
  [
    'deeply nested parameters',
    `{"jsonrpc":"2.0","id":1,"method":"eth_call","params":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}`,
  ],
  [
    'deeply nested topics',
    `{"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[{"topics":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}`,
  ],
  ['a number without end', `{"jsonrpc":"2.0","id":${'9'.repeat(10_000)},"method":"eth_chainId"}`],
  ['an id without end', `{"jsonrpc":"2.0","id":"${'9'.repeat(100_000)}","method":"eth_chainId"}`],
  ['a method without end', `{"jsonrpc":"2.0","id":1,"method":"${'m'.repeat(150_000)}"}`],
  ['a batch of batches', `[[${'[1],'.repeat(900)}1]]`],
])('%s get a short answer', async (_, text) => {
  const answer = await post(gateway.url, text)
  checkAnswer(answer, text.slice(0, 80))
  expect(JSON.stringify(answer).length).toBeLessThan(2_000)
  await expectAlive()
})

test('random bytes on the port, cut at random, close that connection only', async () => {
  const chunks = fc.sample(
    fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 4 }),
    300,
  )
  const prefixes = [
    '',
    'POST / HTTP/1.1\r\nhost: a\r\n',
    'GET / HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
  ]
  await Promise.all(
    chunks.map(async (parts, i) => {
      const socket = connect(gateway.port, '127.0.0.1')
      socket.on('error', () => {})
      await new Promise((resolve) => socket.once('connect', resolve))
      socket.write(prefixes[i % prefixes.length]!)
      for (const part of parts) socket.write(part)
      if (i % 2 === 0) socket.end()
      else socket.destroy()
    }),
  )
  await expectAlive()
})

test('frames that break the rules of WebSocket close that socket only', async () => {
  for (const frame of [
    [0xff, 0xff, 0xff, 0xff],
    [0x81, 0x05, 1, 2, 3],
    [0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    [0x83, 0x80, 0, 0, 0, 0],
  ]) {
    const socket = await openSocket()
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => {})
    ;(socket as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket.write(Uint8Array.from(frame))
    // The second one only waits for more; hanging up has to be enough for it.
    if (frame[1] === 0x05) socket.terminate()
    await closed
  }
  await expectAlive()
})

test('whoever asks too much is told to wait, and others are served', async () => {
  const strict = await startTestGateway({ limits: { loopbackRate: { perSecond: 0.1, burst: 10 } } })
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(strict.url, 'eth_chainId')))
  const refused = answers.filter(({ error }) => error?.code === -32005)
  expect(refused.length).toBe(10)
  expect(refused[0]?.error?.message).toMatch(/too many requests, try again in \d+ ms/)
  await strict.stop()
  await expectAlive()
})

async function openSocket(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}`)
  await new Promise((resolve) => socket.once('open', resolve))
  return socket
}
