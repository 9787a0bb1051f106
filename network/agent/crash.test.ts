import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLogs } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { dataMarketAbi } from '../../lib/contracts/DataMarket.ts'
import { createOrder } from '../../lib/market/createOrder.ts'
import { eventOf } from '../../lib/market/marketEvents.ts'
import { placeOrder } from '../../lib/market/placeOrder.ts'
import { readOrderStatus } from '../../lib/market/readOrder.ts'
import { startStorage } from '../storage/startStorage.ts'
import { openAgentStore } from './openAgentStore.ts'
import { openKeyBox } from './openKeyBox.ts'
import { cast, seedOf, startTestMarket, type TestMarket } from './testMarket.ts'

/* An agent in a process of its own, killed without a warning while orders come in. */
const root = join(import.meta.dirname, '..', '..')
const password = 'a password for a test'
const rounds = 3

let market: TestMarket
let storage: Awaited<ReturnType<typeof startStorage>>
let folder: string
let agent: ChildProcess | undefined

beforeAll(async () => {
  market = await startTestMarket()
  folder = await mkdtemp(join(tmpdir(), 'qood-crash-'))
  storage = await startStorage({ folder: join(folder, 'storage'), httpPort: 0, limits: { reserveBytes: 0 } })
})
afterAll(async () => {
  await end('SIGKILL')
  await storage.stop()
  await market.stop()
  await rm(folder, { recursive: true, force: true })
})

function launch(): void {
  const args = ['agent', '--data', join(folder, 'agent'), '--rpc', market.rpcUrl, '--storage', storage.endpoints.http]
  agent = spawn(
    process.execPath,
    ['network/qood.ts', ...args, '--fleet', '1', '--past-trips', '1', '--every', '86400'],
    {
      cwd: root,
      stdio: 'ignore',
      env: { ...process.env, QOOD_AGENT_PASSWORD: password },
    },
  )
}

async function end(signal: NodeJS.Signals): Promise<void> {
  if (!agent || agent.exitCode !== null || agent.signalCode !== null) return
  const ended = once(agent, 'exit')
  agent.kill(signal)
  await ended
}

const logsOf = (name: 'Listed' | 'Delivered', args: object) =>
  getLogs(market.client, {
    address: systemContracts.dataMarket,
    event: eventOf(dataMarketAbi, name),
    args,
    ...{ fromBlock: 0n, strict: true },
  })

async function order(listing: Hex, terms: Parameters<typeof placeOrder>[1]['terms']): Promise<Hex> {
  const buyer = market.of('insurer')
  const wish = { listing, buyer: buyer.account.address, price: terms.price }
  const made = await createOrder({ wish, chunks: terms.chunks, seed: seedOf('buyer') })
  await placeOrder(buyer, { terms, order: made.order })
  return made.id
}

function readGrants(): string[] {
  const path = join(folder, 'agent', 'agent.db')
  const store = openAgentStore({ path, box: openKeyBox(join(folder, 'agent', 'agent.key'), password) })
  const ids = store.all<{ data_set: Hex }>('select data_set from grants order by data_set').map((row) => row.data_set)
  const opened = ids.map((id) => `${id} ${Buffer.from(store.getRoot(id)!).toString('hex')}`)
  store.close()
  return opened
}

test('killed again and again, an agent delivers every order exactly once and loses no grant', async () => {
  launch()
  const seller = cast.agent.address
  await expect.poll(async () => (await logsOf('Listed', { seller })).length, { timeout: 60_000 }).toBe(3)
  const listings = (await logsOf('Listed', { seller })) as unknown as {
    args: { listing: Hex; terms: Parameters<typeof placeOrder>[1]['terms'] }
  }[]
  const { listing, terms } = listings.map(({ args }) => args).find((args) => args.terms.price > 0n)!
  const orders: Hex[] = []
  for (let round = 0; round < rounds; round++) {
    orders.push(await order(listing, terms))
    // Each time at another moment: before the agent can know of it, when the first is on its way, when it is there.
    if (round % 2 === 1) await expect.poll(() => stateOf(orders[0]!), { timeout: 60_000 }).toBe('delivered')
    await end('SIGKILL')
    if (round === 0) expect(await stateOf(orders[0]!)).toMatch(/paid|delivered/)
    launch()
  }
  await expect.poll(() => Promise.all(orders.map(stateOf)), { timeout: 60_000 }).toEqual(orders.map(() => 'delivered'))
  for (const id of orders) expect(await logsOf('Delivered', { order: id })).toHaveLength(1)

  await end('SIGKILL')
  const grants = readGrants()
  // Three data sets, and the agent's own secrets.
  for (const { args } of listings) expect(grants.join()).toContain(args.terms.dataSet.toLowerCase())
  launch()
  const last = await order(listing, terms)
  await expect.poll(() => stateOf(last), { timeout: 60_000 }).toBe('delivered')
  await end('SIGINT')
  expect(readGrants()).toEqual(grants)
}, 240_000)

const stateOf = async (id: Hex) => (await readOrderStatus(market.client, id)).state
