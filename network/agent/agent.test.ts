import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keccak256 } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { dataMarketAbi } from '../../lib/contracts/DataMarket.ts'
import { checkChunk, openChunk } from '../../lib/crypto/openChunk.ts'
import { cidOf } from '../../lib/crypto/rawCid.ts'
import { createBlockReader } from '../../lib/ipfs/fetchBlock.ts'
import { buyDataSet } from '../../lib/market/buyDataSet.ts'
import { createOrder } from '../../lib/market/createOrder.ts'
import { claimTimeout } from '../../lib/market/endOrder.ts'
import { eventOf } from '../../lib/market/marketEvents.ts'
import { placeOrder } from '../../lib/market/placeOrder.ts'
import { readListing } from '../../lib/market/readListing.ts'
import { findRefund, readOrderStatus } from '../../lib/market/readOrder.ts'
import { requestData } from '../../lib/market/requests.ts'
import { startStorage } from '../storage/startStorage.ts'
import type { Cheat } from './cheats.ts'
import { openAgentStore } from './openAgentStore.ts'
import { openKeyBox } from './openKeyBox.ts'
import { type AgentOptions, startAgent } from './startAgent.ts'
import { cast, chainId, seedOf, startTestMarket, type TestMarket } from './testMarket.ts'
import type { VehiclePolicy } from './vehiclePolicy.ts'

let market: TestMarket
let storage: Awaited<ReturnType<typeof startStorage>>
let folder: string
const seed = seedOf('buyer')

beforeAll(async () => {
  market = await startTestMarket()
  folder = await mkdtemp(join(tmpdir(), 'qood-agent-'))
  storage = await startStorage({ folder: join(folder, 'storage'), httpPort: 0, limits: { reserveBytes: 0 } })
})
afterAll(async () => {
  await storage.stop()
  await market.stop()
  await rm(folder, { recursive: true, force: true })
})

/* Whoever buys or sells here writes nothing into the lives of the fleet's cars: two senders of one account take each other's numbers. */
const nodes = () => [{ http: storage.endpoints.http }]

function start(
  name: 'agent' | 'lender' | 'arbitrator' | 'secondAppraiser' | 'thirdAppraiser',
  cheat?: Cheat,
  car = 1,
  part: Partial<AgentOptions> = {},
) {
  return startAgent({
    ...{ folder: join(folder, name), password: 'a test', rpcUrl: market.rpcUrl, chainId, nodes: nodes(), port: 0 },
    ...{ privateKey: cast[name].privateKey, bondQdd: 50n, cheat, say: () => {} },
    fleet: { cars: 1, firstCar: car, pastTrips: 1, everyMs: 3_600_000, mostTrips: 10 },
    ...part,
  })
}
type Agent = Awaited<ReturnType<typeof startAgent>>

const listingsOf = ({ store }: Agent) => store.openListings()
const listed = (agent: Agent) => expect.poll(() => listingsOf(agent).length, { timeout: 40_000 }).toBe(3)
const priced = (agent: Agent) => listingsOf(agent).find(({ terms }) => terms.price > 0n)!

const buy = (listing: Hex, parts: { samples?: number } = {}) =>
  buyDataSet(market.of('appraiser'), {
    ...{ listing, seed, checkChunk, openChunk, getBlock: createBlockReader(nodes()) },
    ...parts,
  })

const deliveriesOf = (order: Hex) =>
  getLogs(market.client, {
    address: systemContracts.dataMarket,
    event: eventOf(dataMarketAbi, 'Delivered'),
    args: { order },
    fromBlock: 0n,
  })

test('a simulated car drives, and the agent seals, stores, lists and delivers what it reports, samples too', async () => {
  const agent = await start('agent')
  await listed(agent)
  const { id } = priced(agent)
  expect(await readListing(market.client, id)).toMatchObject({ isOpen: true, isLive: true })
  const chunks: Uint8Array[] = []
  const bought = await buyDataSet(market.of('appraiser'), {
    ...{ listing: id, seed, checkChunk, openChunk, getBlock: createBlockReader(nodes()) },
    onChunk: (plain) => void chunks.push(plain),
  })
  const [line] = new TextDecoder().decode(chunks[0]).split('\n')
  expect(Object.keys(JSON.parse(line!) as object)).toContain('time')
  const sampled = await buy(id, { samples: 2 })
  expect(sampled.order.samples).toBe(2)

  // Stopped with an order open, it goes on when it starts again, and delivers once.
  await agent.stop()
  const { terms } = bought
  const wish = { listing: id, buyer: market.of('appraiser').account.address, price: terms.price }
  const { order, id: orderId } = await createOrder({ wish, chunks: terms.chunks, seed })
  await placeOrder(market.of('appraiser'), { terms, order })
  const again = await start('agent')
  await expect.poll(async () => (await readOrderStatus(market.client, orderId)).state).toBe('delivered')
  expect(await deliveriesOf(orderId)).toHaveLength(1)
  expect(listingsOf(again)).toHaveLength(3)
  await again.stop()
})

test.for([
  ['wrongKey', 'lender', 2],
  ['wrongSector', 'arbitrator', 3],
] as const)('a cheat by %s loses price and bond', async ([cheat, name, car]) => {
  const agent = await start(name, cheat, car)
  await listed(agent)
  const { id, terms } = priced(agent)
  await expect(buy(id)).rejects.toMatchObject({ name: 'Market.CheatedError' })
  const [log] = await getLogs(market.client, {
    address: systemContracts.dataMarket,
    event: eventOf(dataMarketAbi, 'Bought'),
    args: { listing: id },
    ...{ fromBlock: 0n, strict: true },
  })
  expect(await findRefund(market.client, log!.args.order)).toMatchObject({
    reason: cheat,
    amount: terms.price,
    bond: terms.bond,
  })
  await agent.stop()
})

test('a silent seller loses the bond when the time is over', async () => {
  const agent = await start('secondAppraiser', 'silence', 4)
  await listed(agent)
  const { id, terms } = priced(agent)
  const buyer = market.of('appraiser')
  const wish = { listing: id, buyer: buyer.account.address, price: terms.price }
  const { order, id: orderId } = await createOrder({ wish, chunks: terms.chunks, seed })
  await placeOrder(buyer, { terms, order })
  market.skip(1_801)
  await expect.poll(() => claimTimeout(buyer, { terms, order }).catch((error: Error) => error.name)).toMatch(/^0x/)
  expect(await findRefund(market.client, orderId)).toMatchObject({ reason: 'silence', bond: terms.bond })
  await agent.stop()
})

test('a listing that was made just before a crash is not made again on the next day', async () => {
  // The clock of a chain of its own is moved.
  const own = await startTestMarket()
  const agent = await start('thirdAppraiser', undefined, 1, { rpcUrl: own.rpcUrl })
  const { store, account, endpoints } = agent
  store.run(
    "create trigger crash before update of step on parcels when new.step = 'listed' begin select raise(abort, 'gone'); end",
  )
  const listings = () =>
    getLogs(own.client, {
      ...{ address: systemContracts.dataMarket, event: eventOf(dataMarketAbi, 'Listed') },
      ...{ args: { seller: account }, fromBlock: 0n },
    })
  await expect.poll(async () => (await listings()).length, { timeout: 40_000 }).toBe(3)
  const { timestamp } = await getBlock(own.client)
  own.skip(86_400)
  await expect.poll(async () => (await getBlock(own.client)).timestamp).toBeGreaterThan(timestamp + 86_000n)
  const sinceMs = Date.now()
  const lastTurnMs = async () => (await (await fetch(`${endpoints.http}/health`)).json()).lastTurnMs
  await expect.poll(lastTurnMs).toBeGreaterThan(sinceMs)
  store.run('drop trigger crash')
  await expect.poll(() => store.all("select 1 from parcels where step != 'listed'")).toHaveLength(0)
  expect(await listings()).toHaveLength(3)
  await agent.stop()
  await own.stop()
})

test('an order is delivered while a request waits for a storage node that never answers', async () => {
  const before = await start('agent')
  await listed(before)
  await before.stop()
  const asked = Promise.withResolvers<void>()
  const silent = createServer(() => asked.resolve()).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const http = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  const fleet = { cars: 0, firstCar: 0, pastTrips: 0, everyMs: 1, mostTrips: 0 }
  const agent = await start('agent', undefined, 1, { fleet, nodes: [...nodes(), { http }] })
  const buyer = market.of('appraiser')
  const bytes = new TextEncoder().encode('nobody keeps this')
  const { timestamp } = await getBlock(market.client)
  await requestData(buyer, {
    ...{ token: systemContracts.qdd, budget: 1n, expiresAtS: Number(timestamp) + 86_400 },
    ...{ documentHash: keccak256(bytes), documentCid: await cidOf(bytes) },
  })
  await asked.promise
  const { id: listing, terms } = priced(agent)
  const wish = { listing, buyer: buyer.account.address, price: terms.price }
  const { order, id } = await createOrder({ wish, chunks: terms.chunks, seed })
  await placeOrder(buyer, { terms, order })
  // Before the agent gives the silent node up.
  await expect.poll(async () => (await readOrderStatus(market.client, id)).state, { timeout: 20_000 }).toBe('delivered')
  const unanswered = 'select 1 from requests where outcome is null and attempts = 0'
  expect(agent.store.all(unanswered)).toHaveLength(1)
  // Nor does its end wait for that node.
  await agent.stop()
  const [path, key] = ['agent.db', 'agent.key'].map((name) => join(folder, 'agent', name)) as [string, string]
  const store = openAgentStore({ path, box: openKeyBox(key, 'a test') })
  expect(store.all(unanswered)).toHaveLength(1)
  store.close()
  silent.closeAllConnections()
  silent.close()
})

test('the doors: a batch is taken once, another under its name is refused, and nobody without a key comes in', async () => {
  const agent = await start('agent')
  const vehicles = () => agent.store.all<{ id: string; policy: string }>('select id, policy from vehicles')
  await expect.poll(() => vehicles().length, { timeout: 40_000 }).toBe(1)
  const { http } = agent.endpoints
  const ask = (method: string, path: string, body: object, key: string) =>
    fetch(http + path, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    })
  const post = (body: object, key = 'k'.repeat(20)) => ask('POST', '/v1/batches', body, key)
  const { hashKey } = await import('./createAgentRoutes.ts')
  agent.store.run('insert into keys values (?, ?, ?)', hashKey('k'.repeat(20)), 'test', 0)
  const [fleet] = vehicles()
  const { vehicleId: _, ...policy } = JSON.parse(fleet!.policy) as VehiclePolicy
  expect((await ask('PUT', '/v1/vehicles/4321', policy, 'k'.repeat(20))).status).toBe(200)
  const batch = { batch: 'b1', vehicleId: '4321', records: [{ time: Date.now(), 'Vehicle.Speed': 1 }] }
  expect((await post(batch)).status).toBe(201)
  expect(await (await post(batch)).json()).toEqual({ batch: 'b1', records: 1, repeated: true })
  expect((await post({ ...batch, records: [{ time: Date.now() }] })).status).toBe(409)
  expect((await post(batch, 'x'.repeat(20))).status).toBe(401)
  expect((await post({ ...batch, batch: 'b2', vehicleId: '99999' })).status).toBe(404)
  expect((await post({ ...batch, batch: 'b2', vehicleId: fleet!.id })).status).toBe(403)
  expect((await post({ ...batch, batch: 'b3', records: [] })).status).toBe(400)
  expect((await fetch(`${http}/openapi.json`)).status).toBe(200)
  expect(await (await fetch(`${http}/metrics`)).text()).toContain('qood_agent_grants')
  await expect.poll(async () => (await fetch(`${http}/health`)).status).toBe(200)
  await agent.stop()
})

test('a wrong password opens nothing', async () => {
  const agent = await start('agent')
  await agent.stop()
  await expect(start('agent', undefined, 1, { password: 'another' })).rejects.toMatchObject({
    name: 'Agent.WrongPasswordError',
  })
})
