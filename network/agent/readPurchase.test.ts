import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { createOrder, type Wish } from '../../lib/market/createOrder.ts'
import { encodeContent, encodeDataSet } from '../../lib/market/DataSet.ts'
import { createDelivery, sendDelivery } from '../../lib/market/deliverOrder.ts'
import { settleOrder } from '../../lib/market/endOrder.ts'
import type { MarketApi } from '../../lib/market/marketApi.ts'
import { encodeOrder } from '../../lib/market/Order.ts'
import type { OrderPage } from '../../lib/market/OrderRow.ts'
import { openPurchase } from '../../lib/market/openPurchase.ts'
import { placeOrder, readPrice } from '../../lib/market/placeOrder.ts'
import { readListing } from '../../lib/market/readListing.ts'
import { encodeDelivery, findDeliveries, readOrderStatus } from '../../lib/market/readOrder.ts'
import { readPurchase } from '../../lib/market/readPurchase.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import { encodeTerms } from '../../lib/market/Terms.ts'
import { seedOf, sellTrip, startTestMarket, type TestMarket } from './testMarket.ts'

/* Orders that an honest index would tell of; then one that hides or forges what was delivered. */
let market: TestMarket
let owner: MarketContext
let buyer: MarketContext
let sold: Awaited<ReturnType<typeof sellTrip>>
let row: Pick<OrderPage['rows'][number], 'terms' | 'dataSet' | 'content'>
const seed = seedOf('buyer')

beforeAll(async () => {
  market = await startTestMarket()
  owner = market.of('lender')
  buyer = market.of('insurer')
  sold = await sellTrip(market, owner)
  const { dataSet, content } = (await readListing(market.client, sold.listing))!
  row = { terms: encodeTerms(sold.terms), dataSet: encodeDataSet(dataSet), content: encodeContent(content) }
})
afterAll(() => market.stop())

type Bought = Awaited<ReturnType<typeof buy>>
type Told = OrderPage['deliveries'][number]

async function buy(parts: Partial<Wish> = {}) {
  const { terms } = sold
  const wish: Wish = { listing: sold.listing, buyer: buyer.account.address, price: 0n, ...parts }
  const draft = await createOrder({ wish, chunks: terms.chunks, seed })
  const price = await readPrice(market.client, terms, draft.order)
  const made = await createOrder({ wish: { ...wish, price }, chunks: terms.chunks, seed })
  await placeOrder(buyer, { terms, order: made.order })
  return { ...made, terms }
}

/** Delivers the present stage; returns what an honest index would tell of it. */
async function deliver({ order, id, terms }: Bought, root: Uint8Array = sold.root): Promise<Told> {
  const status = await readOrderStatus(market.client, id)
  const delivery = createDelivery({ terms, order, status, root })
  const transaction = await sendDelivery(owner, { terms, order, delivery })
  return { stage: status.stage, bytes: encodeDelivery(delivery), transaction, time: 1 }
}

/** The same stage with keys that are none, as a liar would tell it. */
function forge({ order, terms }: Bought, told: Told): Told {
  const status = { state: 'paid', stage: told.stage, deadline: 0, extra: 0n } as const
  return { ...told, bytes: encodeDelivery(createDelivery({ terms, order, status, root: seedOf('forged') })) }
}

async function look({ order, id }: Bought, deliveries: Told[], client: NodeClient = market.client) {
  const page = { rows: [{ ...row, order: encodeOrder(order) }], deliveries, events: [] } as unknown as OrderPage
  const api = { readOrder: async () => page } as unknown as MarketApi
  const purchase = (await readPurchase({ client, api, id, getBlock: market.getBlock }))!
  const opening = { client, seed, getBlock: market.getBlock, openChunk: market.openChunk }
  const stages = await openPurchase({ ...opening, ...purchase })
  return {
    verdicts: stages.map(({ verdict }) => verdict.kind),
    unindexed: purchase.unindexed,
    withheld: purchase.withheld,
  }
}

test('takes what an honest index tells, at every stage', async () => {
  const bought = await buy({ stages: 2, range: { from: 0, to: 5 } })
  expect(await look(bought, [])).toEqual({ verdicts: [], unindexed: [], withheld: [] })
  const first = await deliver(bought)
  expect(await look(bought, [first])).toEqual({ verdicts: ['right'], unindexed: [], withheld: [] })
  await settleOrder(buyer, bought)
  expect(await look(bought, [first])).toEqual({ verdicts: ['right'], unindexed: [], withheld: [] })
  const second = await deliver(bought)
  expect(await look(bought, [first, second])).toEqual({ verdicts: ['right', 'right'], unindexed: [], withheld: [] })
})

test('finds in the logs a wrong delivery that an index leaves out, and says that it did', async () => {
  const bought = await buy()
  await deliver(bought, seedOf('another root'))
  expect(await look(bought, [])).toEqual({ verdicts: ['wrongKey'], unindexed: [0], withheld: [] })
})

test('finds in the logs a wrong delivery in whose place an index tells another', async () => {
  const bought = await buy()
  const told = await deliver(bought, seedOf('another root'))
  expect(await look(bought, [forge(bought, told)])).toEqual({ verdicts: ['wrongKey'], unindexed: [0], withheld: [] })
})

test('says which stage nobody gives', async () => {
  const bought = await buy({ stages: 2, range: { from: 0, to: 5 } })
  const first = await deliver(bought)
  await settleOrder(buyer, bought)
  await deliver(bought, seedOf('another root'))
  // Logs over a wide range are proved one by one; that none is missing is not.
  const request = async (asked: { method: string }) =>
    asked.method === 'eth_getLogs' ? [] : market.client.request(asked as never)
  const silent = { ...market.client, request } as unknown as NodeClient
  expect(await look(bought, [first], silent)).toEqual({ verdicts: ['right'], unindexed: [1], withheld: [1] })
})

test('a forged delivery of a settled order does not make an honest seller a cheat', async () => {
  const bought = await buy()
  const told = await deliver(bought)
  await settleOrder(buyer, bought)
  const honest = { verdicts: ['right'], unindexed: [], withheld: [] }
  expect(await look(bought, [told])).toEqual(honest)
  const found = { ...honest, unindexed: [0] }
  expect(await look(bought, [forge(bought, told)])).toEqual(found)
  expect(await look(bought, [{ ...told, transaction: `0x${'ab'.repeat(32)}` }])).toEqual(found)
  expect(await look(bought, [{ ...told, transaction: '0x12' as Hex, bytes: '0x' }])).toEqual(found)
  expect((await findDeliveries(market.client, bought.id)).size).toBe(1)
})
