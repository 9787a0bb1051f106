import { expect, test } from 'vitest'
import { createHttpTransport } from './createHttpTransport.ts'

type Asked = { id: number; method: string }

/** A server in place of the network: it gets what was posted and says what comes back. */
function serve(answer: (body: Asked | Asked[]) => unknown, options: object = {}) {
  const bodies: (Asked | Asked[])[] = []
  const fetch = async (_url: unknown, init?: RequestInit) => {
    const body = JSON.parse(String(init?.body)) as Asked | Asked[]
    bodies.push(body)
    const text = answer(body)
    return new Response(typeof text === 'string' ? text : JSON.stringify(text))
  }
  return {
    bodies,
    ...createHttpTransport({ url: 'http://127.0.0.1', fetch: fetch as typeof globalThis.fetch, ...options }),
  }
}
const echo = (body: Asked | Asked[]) =>
  Array.isArray(body)
    ? body.map(({ id, method }) => ({ id, result: method })).reverse()
    : { id: body.id, result: body.method }

test('sends what is asked in one breath in one request, and answers in any order', async () => {
  const { bodies, request } = serve(echo)
  expect(await Promise.all(['a', 'b', 'c'].map((method) => request({ method })))).toEqual(['a', 'b', 'c'])
  expect(await request({ method: 'd' })).toBe('d')
  expect(bodies.map((body) => (Array.isArray(body) ? body.length : 1))).toEqual([3, 1])
})

test('splits what is too much for one request', async () => {
  const { bodies, request } = serve(echo, { batch: 2 })
  await Promise.all(['a', 'b', 'c'].map((method) => request({ method })))
  expect(bodies).toHaveLength(2)
})

test('asks again in smaller requests for what did not fit into one answer', async () => {
  const error = { code: -32005, message: 'limit exceeded: the answer is larger than 9 bytes' }
  const { bodies, request } = serve((body) => {
    const reply = ({ id, method }: Asked, place: number) =>
      place > 1 || method === 'far too much' ? { id, error } : { id, result: method }
    return Array.isArray(body) ? body.map(reply) : reply(body, 0)
  })
  const methods = ['a', 'b', 'c', 'd', 'far too much', 'f', 'g']
  const outcomes = await Promise.allSettled(methods.map((method) => request({ method })))
  const refused = { status: 'rejected', reason: { name: 'Rpc.RefusedError', code: -32005 } }
  expect(outcomes).toMatchObject(
    methods.map((value) => (value === 'far too much' ? refused : { status: 'fulfilled', value })),
  )
  expect(bodies.map((body) => (Array.isArray(body) ? body.length : 1))).toEqual([7, 3, 2, 1])
})

test('hands on code and data of a refusal', async () => {
  const error = { code: 3, message: 'execution reverted', data: '0x12' }
  await expect(serve((body) => ({ id: (body as Asked).id, error })).request({ method: 'a' })).rejects.toMatchObject({
    name: 'Rpc.RefusedError',
    ...error,
  })
})

test.each([
  ['something that is not JSON', () => '<html>', {}],
  ['an answer to another question', () => ({ id: 77, result: 1 }), {}],
  ['an answer without a result', () => ({ id: 0 }), {}],
  ['nothing', () => 'null', {}],
  ['more than it may', () => `"${'x'.repeat(100)}"`, { maxBytes: 50 }],
])('refuses %s', async (_, answer, options) => {
  await expect(serve(answer, options).request({ method: 'a' })).rejects.toMatchObject({ name: 'Rpc.TransportError' })
})

test('rejects every question of a request that failed', async () => {
  const fetch = () => Promise.reject(new TypeError('offline'))
  const { request } = createHttpTransport({ url: 'http://127.0.0.1', fetch })
  const outcomes = await Promise.allSettled([request({ method: 'a' }), request({ method: 'b' })])
  const away = { status: 'rejected', reason: { name: 'Rpc.NoConnectionError' } }
  expect(outcomes).toMatchObject([away, away])
})
