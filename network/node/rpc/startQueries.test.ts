import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Address } from '../../../lib/bytes/hex.ts'
import { RawJson } from './Method.ts'
import { type QueryAnswer, type QueryRequest, startQueries } from './startQueries.ts'
import { ask, startTestGateway, type TestGateway } from './testGateway.ts'

/** JUMPDEST PUSH1 0 JUMP: burns all the gas there is. */
const looper: Address = `0x${'10'.repeat(20)}`
/** Returns the number of the block. */
const numberTeller: Address = `0x${'20'.repeat(20)}`

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startTestGateway({
    worker: true,
    limits: { deadlineMs: 10_000, callGas: 10n ** 13n },
    alloc: {
      [looper]: { balance: '0x0', code: '0x5b600056' },
      [numberTeller]: { balance: '0x0', code: '0x4360005260206000f3' },
    },
  })
})
afterAll(() => gateway.stop())
afterEach(() => void vi.useRealTimers())

test('a call that never ends is ended, holds up nobody, and the next call works', async () => {
  const endless = ask(gateway.url, 'eth_call', [{ to: looper }, 'latest'])
  const startedAt = performance.now()
  expect(await ask(gateway.url, 'eth_blockNumber')).toMatchObject({ result: '0x0' })
  // It lasts ten seconds.
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  expect(await endless).toMatchObject({ error: { code: -32002 } })
  expect(await ask(gateway.url, 'eth_call', [{ to: numberTeller }, 'latest'])).toMatchObject({
    result: `0x${'0'.repeat(64)}`,
  })
})

test('calls that wait behind an endless one are told so by the deadline', async () => {
  const answers = await Promise.all(Array.from({ length: 3 }, () => ask(gateway.url, 'eth_call', [{ to: looper }])))
  for (const { error } of answers) expect(error).toMatchObject({ code: -32002 })
})

test('the worker sees each block as soon as it is announced', async () => {
  for (let i = 0; i < 50; i++) {
    await gateway.mine()
    const { result: head } = await ask(gateway.url, 'eth_blockNumber')
    const { result: seen } = await ask(gateway.url, 'eth_call', [{ to: numberTeller }, 'latest'])
    expect(BigInt(seen as string)).toBe(BigInt(head as string))
  }
})

test('an error of the worker arrives with code, message and data', async () => {
  expect(await ask(gateway.url, 'eth_call', [{ to: 5 }])).toMatchObject({
    error: { code: -32602, message: 'invalid "to": expected an address (0x and 40 hex digits), found 5' },
  })
  // PUSH1 0 PUSH1 0 REVERT, as init code.
  expect(await ask(gateway.url, 'eth_call', [{ input: '0x60006000fd' }])).toEqual(
    expect.objectContaining({ error: { code: 3, message: 'execution reverted', data: '0x' } }),
  )
})

/** Stands in for a query worker, so that a test says when an answer comes and from whom. */
class ScriptedWorker extends EventEmitter {
  asked: QueryRequest[] = []
  ref() {}
  unref() {}
  postMessage(request: QueryRequest) {
    this.asked.push(request)
  }
  terminate() {
    return Promise.resolve(0)
  }
  answer(id: number, json: string) {
    this.emit('message', { id, json } satisfies QueryAnswer)
  }
}

function startScripted() {
  const workers: ScriptedWorker[] = []
  const queries = startQueries({
    path: '',
    limits: { deadlineMs: 1_000 },
    spawn: () => {
      const worker = new ScriptedWorker()
      workers.push(worker)
      return worker as unknown as Worker
    },
  })
  return { workers, queries }
}

async function expectDeadline(call: Promise<unknown>): Promise<void> {
  const refused = expect(call).rejects.toMatchObject({ code: -32002 })
  vi.advanceTimersByTime(1_000)
  await refused
}

test('an answer that comes after its worker was given up takes nothing from the next call', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const { workers, queries } = startScripted()
  await expectDeadline(queries.run('eth_call', []))
  const [second, third] = [queries.run('eth_call', []), queries.run('eth_call', [])]
  workers[0]!.answer(1, '"first"')
  workers[1]!.answer(2, '"second"')
  expect(await second).toEqual(new RawJson('"second"'))
  workers[0]!.answer(1, '"first"')
  await expectDeadline(third)
  await queries.stop()
})

test('an answer to another question than the one asked leaves the call and its deadline as they are', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const { workers, queries } = startScripted()
  const [first, second] = [queries.run('eth_call', []), queries.run('eth_call', [])]
  workers[0]!.answer(7, '"nobody asked"')
  workers[0]!.answer(1, '"first"')
  expect(await first).toEqual(new RawJson('"first"'))
  workers[0]!.answer(1, '"first"')
  await expectDeadline(second)
  await queries.stop()
})
