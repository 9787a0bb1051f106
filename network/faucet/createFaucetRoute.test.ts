import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { TooSoonError } from './createFaucetLimits.ts'
import { createFaucetRoute } from './createFaucetRoute.ts'

const address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const hash = `0x${'ab'.repeat(32)}` as const
const given: string[] = []

const server = createServer((request, response) => void route(request, response))
const route = createFaucetRoute({
  async give(to) {
    if (given.includes(to)) throw new TooSoonError(1_500)
    given.push(to)
    return { qdt: hash, qdd: hash, coin: hash }
  },
})

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))
beforeEach(() => void given.splice(0))
afterAll(() => new Promise((resolve) => void server.close(resolve)))

function post(body: string, init: RequestInit = {}): Promise<Response> {
  const { port } = server.address() as AddressInfo
  const headers = { 'content-type': 'application/json', ...init.headers }
  return fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, ...init, headers })
}

test('gives to the address of the request, and tells when that was often enough', async () => {
  const first = await post(JSON.stringify({ address: address.toLowerCase() }))
  expect([first.status, await first.json()]).toEqual([200, { qdt: hash, qdd: hash, coin: hash }])
  expect(given).toEqual([address])
  const second = await post(JSON.stringify({ address }))
  expect([second.status, second.headers.get('retry-after')]).toEqual([429, '2'])
  expect(await second.json()).toMatchObject({ error: { name: 'Faucet.TooSoonError', details: 'again in 2 s' } })
})

test('refuses by name what is no request of this app', async () => {
  const cases: [string, RequestInit, number, string][] = [
    ['{', {}, 400, 'Faucet.InvalidRequestError'],
    ['[]', {}, 400, 'Faucet.InvalidRequestError'],
    [JSON.stringify({ address: '0x12' }), {}, 400, 'Faucet.InvalidRequestError'],
    [JSON.stringify({ address, amount: 5 }), {}, 400, 'Faucet.InvalidRequestError'],
    [JSON.stringify({ address: address.replace('Fd6', 'fd6') }), {}, 400, 'Faucet.InvalidRequestError'],
    [' '.repeat(2_000), {}, 400, 'Faucet.InvalidRequestError'],
    ['{}', { headers: { 'content-type': 'text/plain' } }, 400, 'Faucet.InvalidRequestError'],
    ['{}', { headers: { 'sec-fetch-site': 'cross-site' } }, 403, 'Faucet.ForeignSiteError'],
    ['{}', { method: 'PUT' }, 405, 'Faucet.MethodError'],
  ]
  for (const [body, init, status, name] of cases) {
    const response = await post(body, init)
    expect([body.slice(0, 40), response.status, await response.json()]).toMatchObject([
      body.slice(0, 40),
      status,
      { error: { name } },
    ])
  }
  expect(given).toEqual([])
})
