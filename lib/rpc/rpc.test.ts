import { afterEach, expect, test } from 'vitest'
import { BaseError } from '../errors.ts'
import { type Api, connect, serve, transfer } from './rpc.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

function join<A extends Api, E extends Record<string, unknown> = Record<never, never>>(api: A) {
  const { port1, port2 } = new MessageChannel()
  const server = serve<E>(port1, api)
  const remote = connect<A, E>(port2, { timeoutMs: 5_000 })
  stops.push(() => {
    server.stop()
    port1.close()
    port2.close()
  })
  return { remote, server, port1, port2 }
}

class BrokenSealError extends BaseError {
  override readonly name = 'Test.BrokenSealError'
  readonly code = 4001
}

const waitForAbort = (_: object, signal: AbortSignal) =>
  new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('aborted')))

test('answers with the value, bigints and bytes included', async () => {
  const { remote } = join({ add: ({ a, b }: { a: bigint; b: bigint }) => ({ sum: a + b, bytes: new Uint8Array([7]) }) })
  expect(await remote.add({ a: 1n, b: 2n })).toEqual({ sum: 3n, bytes: new Uint8Array([7]) })
})

test('answers calls that overtake each other to the right caller', async () => {
  const first = Promise.withResolvers<string>()
  const { remote } = join({
    slow: () => first.promise,
    quick: () => {
      first.resolve('slow')
      return 'quick'
    },
  })
  expect(await Promise.all([remote.slow({}), remote.quick({})])).toEqual(['slow', 'quick'])
})

test('carries name, message, details, hints, code and causes of an error', async () => {
  const { remote } = join({
    fail: () => {
      const cause = new BrokenSealError('Expected 15 seals, found 3.', { details: 'inner' })
      throw new BrokenSealError('Expected a good block.', { details: 'words', metaMessages: ['Try another.'], cause })
    },
  })
  const error = await remote.fail({}).catch((caught: unknown) => caught)
  expect(error).toMatchObject({
    name: 'Test.BrokenSealError',
    shortMessage: 'Expected a good block.',
    message: 'Expected a good block.\nTry another.\nDetails: words',
    details: 'words',
    metaMessages: ['Try another.'],
    code: 4001,
    cause: { name: 'Test.BrokenSealError', shortMessage: 'Expected 15 seals, found 3.', details: 'inner' },
  })
})

test('carries a thrown value that is no error', async () => {
  const { remote } = join({
    fail: () => {
      throw 'plain'
    },
  })
  await expect(remote.fail({})).rejects.toMatchObject({ name: 'Error', shortMessage: 'plain' })
})

test('refuses methods that are not own functions of the object', async () => {
  const { remote } = join({ ok: () => 1 } as Record<string, () => number>)
  for (const method of ['constructor', 'toString', '__proto__', 'missing']) {
    await expect(remote[method]!({})).rejects.toMatchObject({ name: 'Rpc.UnknownMethodError' })
  }
})

test('cancels by signal: the caller hears at once, the worker sees an aborted signal', async () => {
  const seen = Promise.withResolvers<string>()
  const started = Promise.withResolvers<void>()
  const { remote } = join({
    wait: async (params: object, signal: AbortSignal) => {
      started.resolve()
      seen.resolve(await waitForAbort(params, signal))
    },
  })
  const controller = new AbortController()
  const call = remote.wait({}, { signal: controller.signal })
  const rejected = expect(call).rejects.toMatchObject({ name: 'AbortError' })
  await started.promise
  controller.abort()
  await rejected
  expect(await seen.promise).toBe('aborted')
})

test('does not send a call whose signal is already aborted', async () => {
  let calls = 0
  const { remote } = join({ count: () => ++calls })
  await expect(remote.count({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  expect(await remote.count({})).toBe(1)
})

test('gives up after the deadline and cancels the work', async () => {
  const seen = Promise.withResolvers<string>()
  const { remote } = join({ wait: async (p: object, s: AbortSignal) => seen.resolve(await waitForAbort(p, s)) })
  await expect(remote.wait({}, { timeoutMs: 1 })).rejects.toMatchObject({ name: 'Rpc.TimeoutError' })
  expect(await seen.promise).toBe('aborted')
})

test('delivers events until the listener leaves', async () => {
  const { remote, server } = join<Record<never, never>, { tick: number }>({})
  const ticks: number[] = []
  const third = Promise.withResolvers<void>()
  const leave = remote.on('tick', (n) => {
    ticks.push(n)
    if (n === 2) leave()
  })
  remote.on('tick', (n) => n === 3 && third.resolve())
  for (const n of [1, 2, 3]) server.emit('tick', n)
  await third.promise
  expect(ticks).toEqual([1, 2])
})

test('moves buffers both ways when told to', async () => {
  const { remote } = join({ echo: ({ bytes }: { bytes: Uint8Array<ArrayBuffer> }) => transfer(bytes, [bytes.buffer]) })
  const bytes = new Uint8Array([1, 2, 3])
  expect(await remote.echo({ bytes }, { transfer: [bytes.buffer] })).toEqual(new Uint8Array([1, 2, 3]))
  expect(bytes.byteLength).toBe(0)
})

test('names parameters and replies that cannot be cloned', async () => {
  const { remote } = join({ give: (_: object) => () => 1 })
  await expect(remote.give({ f: () => 1 })).rejects.toMatchObject({ name: 'Rpc.UncloneableError' })
  await expect(remote.give({})).rejects.toMatchObject({ name: 'DataCloneError' })
})

test('rejects pending and later calls when the worker crashes', async () => {
  const { remote, port2 } = join({ wait: waitForAbort })
  const rejected = expect(remote.wait({})).rejects.toMatchObject({ name: 'Rpc.WorkerCrashedError', details: 'boom' })
  port2.dispatchEvent(Object.assign(new Event('error'), { message: 'boom' }))
  await rejected
  await expect(remote.wait({})).rejects.toMatchObject({ name: 'Rpc.WorkerCrashedError' })
})

test('rejects pending and later calls after stop', async () => {
  const { remote } = join({ wait: waitForAbort })
  const rejected = expect(remote.wait({})).rejects.toMatchObject({ name: 'Rpc.StoppedError' })
  remote.stop()
  await rejected
  await expect(remote.wait({})).rejects.toMatchObject({ name: 'Rpc.StoppedError' })
})

test('ignores messages that are no requests', async () => {
  const { remote, port2 } = join({ ok: () => 1 })
  for (const message of [null, 7, 'x', {}, { id: 'x', method: 'ok' }, { id: 1 }]) port2.postMessage(message)
  expect(await remote.ok({})).toBe(1)
})

test('is not mistaken for a promise', async () => {
  const { remote } = join({ ok: () => 1 })
  expect(await (await Promise.resolve(remote)).ok({})).toBe(1)
})
