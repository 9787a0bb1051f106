import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { handOverVehicle } from './claimVehicle.ts'
import { createAgentRoutes, hashKey } from './createAgentRoutes.ts'
import type { OwnerDesk } from './createOwnerDesk.ts'
import { type AgentStore, openAgentStore } from './openAgentStore.ts'

/* Two telematics platforms with keys of one agent. */
const [keyA, keyB] = ['platform-A-key-000000', 'platform-B-key-000000']
const policy = {
  ...{ title: 'A car', model: 'Qood/Test/2026', vehicleClass: 'car', token: `0x${'11'.repeat(20)}` },
  ...{ prices: { motion: '5' }, parcelRecords: 60, isSimulated: false },
}
const nowMs = Date.UTC(2026, 10, 30)

let store: AgentStore
let server: Server

beforeEach(async () => {
  store = openAgentStore({ path: ':memory:', box: { seal: Buffer.from, open: (sealed) => sealed } })
  for (const [i, key] of [keyA, keyB].entries())
    store.run('insert into keys values (?, ?, ?)', hashKey(key), `platform ${i}`, i)
  const routes = createAgentRoutes({
    ...{ store, desk: {} as OwnerDesk, maker: undefined, info: () => ({}), metrics: () => '', wake: () => {} },
    health: async () => ({ ok: true }),
    now: () => nowMs,
  })
  server = createServer((request, response) => void routes(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  server.close()
  store.close()
})

async function ask(method: 'PUT' | 'POST', path: string, key: string, body: object) {
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { error } = (await response.json()) as { error?: { name: string } }
  return error ? [response.status, error.name] : [response.status]
}
const put = (key: string, price = '5') => ask('PUT', '/v1/vehicles/17', key, { ...policy, prices: { motion: price } })
const post = (key: string, batch: string, time = nowMs) =>
  ask('POST', '/v1/batches', key, { batch, vehicleId: '17', records: [{ time, 'Vehicle.Speed': 9 }] })
const count = (table: 'records' | 'batches') => store.one<{ n: number }>(`select count(*) n from ${table}`)!.n

test('a platform neither sets the prices of another one’s car nor adds to its records', async () => {
  expect(await put(keyA)).toEqual([200])
  expect(await put(keyB, '0')).toEqual([403, 'Agent.ForeignVehicleError'])
  expect(await post(keyB, 'b1')).toEqual([403, 'Agent.ForeignVehicleError'])
  expect(count('records')).toBe(0)
  expect(await put(keyA, '6')).toEqual([200])
  expect(await post(keyA, 'a1')).toEqual([201])
  expect(store.one('select policy from vehicles')).toMatchObject({
    policy: expect.stringContaining('"motion":"6"') as string,
  })
})

test('a car that the operator has handed over belongs to the other platform alone', async () => {
  await put(keyA)
  expect(handOverVehicle(store, '17', 'nobody')).toBe(false)
  expect(handOverVehicle(store, '17', 'platform 1')).toBe(true)
  expect(await put(keyA)).toEqual([403, 'Agent.ForeignVehicleError'])
  expect(await post(keyB, 'b1')).toEqual([201])
})

test('a car that nobody has told of is unknown to every platform', async () => {
  expect(await post(keyA, 'a1')).toEqual([404, 'Agent.UnknownVehicleError'])
})

test('a batch with a time far from now is refused, whether a clock fell back or runs ahead', async () => {
  await put(keyA)
  const dayMs = 86_400_000
  for (const time of [Date.UTC(2000, 0, 1), nowMs - 367 * dayMs, nowMs + 2 * dayMs]) {
    expect(await post(keyA, 'a1', time)).toEqual([422, 'Agent.RecordTimeError'])
  }
  expect(await post(keyA, 'a1', nowMs - 365 * dayMs)).toEqual([201])
})
