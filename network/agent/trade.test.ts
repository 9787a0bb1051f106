import { keccak256 } from 'viem'
import { getBlock, getLogs, readContract } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Address } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { dataMarketAbi } from '../../lib/contracts/DataMarket.ts'
import { dataRequestsAbi } from '../../lib/contracts/DataRequests.ts'
import { qddAbi } from '../../lib/contracts/QDD.ts'
import type { GetBlock } from '../../lib/crypto/openData.ts'
import { formatRawCid } from '../../lib/crypto/rawCid.ts'
import { claimCredit, readBond, withdrawBond } from '../../lib/market/bond.ts'
import { buyDataSet } from '../../lib/market/buyDataSet.ts'
import type { Wish } from '../../lib/market/createOrder.ts'
import { createOrder } from '../../lib/market/createOrder.ts'
import { createDelivery, deliverOrder, sendDelivery } from '../../lib/market/deliverOrder.ts'
import { rootsOf } from '../../lib/market/description.ts'
import { disputeDelivery } from '../../lib/market/dispute.ts'
import {
  cancelOrder,
  claimTimeout,
  declineOrder,
  drawSamples,
  fireOrder,
  settleOrder,
  settleOrders,
} from '../../lib/market/endOrder.ts'
import { bondOf } from '../../lib/market/listedPrice.ts'
import { eventOf } from '../../lib/market/marketEvents.ts'
import { openPurchase } from '../../lib/market/openPurchase.ts'
import { placeOrder, readPrice } from '../../lib/market/placeOrder.ts'
import { readListing } from '../../lib/market/readListing.ts'
import { findOrder, findRefund, readOrderStatus } from '../../lib/market/readOrder.ts'
import { readPayouts } from '../../lib/market/readPayouts.ts'
import { readRegistration } from '../../lib/market/readRegistration.ts'
import { formatRequest } from '../../lib/market/requestDocument.ts'
import { closeRequest, readRequest, requestData } from '../../lib/market/requests.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import { waitForOrder } from '../../lib/market/waitForOrder.ts'
import { answerRequests } from './answerRequests.ts'
import { createDescriptions } from './createDescriptions.ts'
import { followMarket } from './followMarket.ts'
import { openAgentStore } from './openAgentStore.ts'
import { serveTrades } from './serveTrades.ts'
import { qdd, seedOf, sellTrip, startTestMarket, type TestMarket, tripOf, unit } from './testMarket.ts'

let market: TestMarket
let owner: MarketContext
let buyer: MarketContext
let sold: Awaited<ReturnType<typeof sellTrip>>
const buyerSeed = seedOf('buyer')

beforeAll(async () => {
  market = await startTestMarket()
  owner = market.of('lender')
  buyer = market.of('insurer')
  sold = await sellTrip(market, owner)
})
afterAll(() => market.stop())

const balanceOf = (account: Address) =>
  readContract(market.client, { address: qdd, abi: qddAbi, functionName: 'balanceOf', args: [account] })

async function order(parts: Partial<Wish> = {}) {
  const { terms } = sold
  const wish: Wish = { listing: sold.listing, buyer: buyer.account.address, price: 0n, ...parts }
  const draft = await createOrder({ wish, chunks: terms.chunks, seed: buyerSeed })
  const price = await readPrice(market.client, terms, draft.order)
  const made = await createOrder({ wish: { ...wish, price }, chunks: terms.chunks, seed: buyerSeed })
  await placeOrder(buyer, { terms, order: made.order })
  return { ...made, terms, trade: { terms, order: made.order } }
}

async function open(
  { order, id }: Pick<Awaited<ReturnType<typeof createOrder>>, 'order' | 'id'>,
  getBlock: GetBlock = market.getBlock,
) {
  const chunks: [number, string][] = []
  const { client, openChunk } = market
  const stages = await openPurchase({
    ...{ client, order, description: sold.description, seed: buyerSeed, getBlock, openChunk },
    status: await readOrderStatus(client, id),
    onChunk: (plain, index) => void chunks.push([index, new TextDecoder().decode(plain)]),
  })
  return { stages, chunks, text: chunks.map(([, text]) => text).join('') }
}

async function deliver({ order, id, terms }: Awaited<ReturnType<typeof createOrder>> & { terms: typeof sold.terms }) {
  const status = await readOrderStatus(market.client, id)
  return deliverOrder(owner, { terms, order, status, root: sold.root })
}

test('what nobody registered is said to be so, and what somebody did names its publisher', async () => {
  const registered = await readRegistration(market.client, sold.dataSetId)
  expect(registered).toEqual({ publisher: owner.account.address, isLive: true })
  expect(await readRegistration(market.client, `0x${'7'.repeat(64)}`)).toBeUndefined()
})

test('a listing that anybody brings is checked by hash, and says what it is', async () => {
  const listing = await readListing(market.client, sold.listing)
  expect(listing).toMatchObject({ isOpen: true, isLive: true, dataClass: 'user', isPrivate: false })
  const hint = { terms: { ...sold.terms, price: 1n }, dataSet: listing!.dataSet, content: listing!.content }
  await expect(readListing(market.client, sold.listing, hint)).rejects.toMatchObject({
    name: 'Market.ForgedListingError',
  })
})

test('what a seller has at stake for a part is counted as the contract does', async () => {
  const { chunks } = sold.terms
  const parts = [{}, { range: { from: 0, to: 1 } }, { range: { from: 1, to: chunks } }, { samples: 2 }]
  for (const part of parts) {
    const wish = { listing: sold.listing, buyer: buyer.account.address, price: 0n, ...part }
    const { order } = await createOrder({ wish, chunks, seed: buyerSeed })
    const bond = await readContract(market.client, {
      ...{ address: systemContracts.dataMarket, abi: dataMarketAbi, functionName: 'bondOf' },
      args: [sold.terms, order],
    })
    expect(bondOf(sold.terms, order)).toBe(bond)
  }
})

test('a trade from order to payment: the buyer reads the trip, each is paid to the wei', async () => {
  const payouts = await readPayouts(market.client, sold.terms, 10n * unit)
  const before = await Promise.all(payouts.map(({ payee }) => balanceOf(payee)))
  const buying = buyDataSet(buyer, { ...market, listing: sold.listing, seed: buyerSeed })
  const id = await serveOne()
  const bought = await buying
  expect(bought.orderId).toBe(id)
  expect((await open({ order: bought.order, id })).text).toBe(new TextDecoder().decode(tripOf(300)))
  await settleOrder(buyer, bought)
  const after = await Promise.all(payouts.map(({ payee }) => balanceOf(payee)))
  expect(after.map((amount, i) => amount - before[i]!)).toEqual(payouts.map(({ amount }) => amount))
  expect(payouts.map(({ amount }) => amount)).toEqual([unit, 9n * unit])
  // Years later, from the words alone.
  const again = await findOrder(market.client, id)
  expect((await open({ order: again!.order, id })).stages).toMatchObject([{ verdict: { kind: 'right' } }])
})

/** Delivers the next order that comes, as a seller would. */
async function serveOne() {
  for (;;) {
    const logs = await getLogs(market.client, { address: systemContracts.dataMarket, fromBlock: 0n })
    const ids = logs.map(({ topics }) => topics[1]!)
    for (const id of ids) {
      const found = await findOrder(market.client, id)
      if (found && (await readOrderStatus(market.client, id)).state === 'paid') {
        await deliver({ order: found.order, id, terms: sold.terms })
        return id
      }
    }
  }
}

test('another wallet cannot open the purchase, and is told which can', async () => {
  const bought = await order()
  await deliver(bought)
  const status = await readOrderStatus(market.client, bought.id)
  const { client, getBlock, openChunk } = market
  const opening = { client, order: bought.order, status, description: sold.description, getBlock, openChunk }
  await expect(openPurchase({ ...opening, seed: seedOf('thief') })).rejects.toMatchObject({
    name: 'Market.ForeignOrderError',
  })
})

test('a wrong key is found and refunded with the bond', async () => {
  const before = await balanceOf(buyer.account.address)
  const bought = await order()
  const status = await readOrderStatus(market.client, bought.id)
  const wrong = createDelivery({ terms: bought.terms, order: bought.order, status, root: seedOf('another root') })
  await sendDelivery(owner, { ...bought.trade, delivery: wrong })
  const { stages } = await open(bought)
  expect(stages).toMatchObject([{ verdict: { kind: 'wrongKey', chunk: 0 } }])
  await dispute(bought, stages)
  expect(await findRefund(market.client, bought.id)).toMatchObject({
    reason: 'wrongKey',
    amount: 10n * unit,
    bond: unit / 2n,
  })
  expect((await balanceOf(buyer.account.address)) - before).toBe(unit / 2n)
})

async function dispute(
  { order, terms }: Awaited<ReturnType<typeof createOrder>> & { terms: typeof sold.terms },
  stages: Awaited<ReturnType<typeof open>>['stages'],
) {
  const last = stages.at(-1)!
  if (last.verdict.kind === 'right') throw new Error('nothing to dispute')
  const { getBlock } = market
  const set = rootsOf(sold.description)
  await disputeDelivery(buyer, { ...last, verdict: last.verdict, terms, order, content: sold.content, set, getBlock })
}

test('an honest delivery cannot be disputed', async () => {
  const bought = await order()
  await deliver(bought)
  const { stages } = await open(bought)
  const lie = stages.map((stage) => ({ ...stage, verdict: { kind: 'wrongKey' as const, chunk: 0 } }))
  await expect(dispute(bought, lie)).rejects.toMatchObject({ name: 'Market.RefusedError', reason: 'DisputeKeyIsRight' })
})

test('samples are drawn by the chain, delivered as drawn, and open', async () => {
  const bought = await order({ samples: 2 })
  await expect.poll(() => drawSamples(buyer, bought.trade).catch((error: Error) => error.name)).toMatch(/^0x/)
  await deliver(bought)
  const { stages, chunks } = await open(bought)
  expect(stages).toMatchObject([{ verdict: { kind: 'right' } }])
  const [first, second] = stages[0]!.opened.indexes
  expect([first! < 2, second! >= 2]).toEqual([true, true])
  expect(chunks.map(([index]) => index)).toEqual([first, second])
})

test('a wrong sample is refunded too', async () => {
  const bought = await order({ samples: 2 })
  await expect.poll(() => drawSamples(buyer, bought.trade).catch((error: Error) => error.name)).toMatch(/^0x/)
  const status = await readOrderStatus(market.client, bought.id)
  const right = createDelivery({ terms: bought.terms, order: bought.order, status, root: sold.root })
  const delivery = { ...right, wrapped: right.wrapped.toReversed() }
  await sendDelivery(owner, { ...bought.trade, delivery })
  const { stages } = await open(bought)
  await dispute(bought, stages)
  expect(await findRefund(market.client, bought.id)).toMatchObject({ reason: 'wrongKey', amount: 4n * unit })
})

test('batches: each stage is delivered and paid by itself, and silence gives back only the rest', async () => {
  const bought = await order({ stages: 3, range: { from: 0, to: 5 } })
  await deliver(bought)
  expect((await open(bought)).chunks.map(([index]) => index)).toEqual([0])
  await settleOrder(buyer, bought.trade)
  await deliver(bought)
  expect((await open(bought)).chunks.map(([index]) => index)).toEqual([0, 1, 2])
  await settleOrder(buyer, bought.trade)
  await expect(claimTimeout(buyer, bought.trade)).rejects.toMatchObject({ reason: 'DataMarketTooEarly' })
  market.skip(601)
  await expect.poll(() => claimTimeout(buyer, bought.trade).catch((error: Error) => error.name)).toMatch(/^0x/)
  const { amount, reason } = (await findRefund(market.client, bought.id))!
  // All five chunks are the whole: its price, in thirds.
  expect([amount, reason]).toEqual([10n * unit - (10n * unit * 2n) / 3n, 'silence'])
})

test('batches: a block that an earlier stage misses does not hide a wrong key of this one', async () => {
  const bought = await order({ stages: 3, range: { from: 0, to: 5 } })
  await deliver(bought)
  await settleOrder(buyer, bought.trade)
  const status = await readOrderStatus(market.client, bought.id)
  const wrong = createDelivery({ terms: bought.terms, order: bought.order, status, root: seedOf('another root') })
  await sendDelivery(owner, { ...bought.trade, delivery: wrong })
  const pages = new Set(rootsOf(sold.description).pages.map(({ cid }) => cid))
  const pagesOnly = async (cid: string) => (pages.has(cid) ? market.getBlock(cid) : undefined)
  const { stages } = await open(bought, pagesOnly)
  expect(stages).toMatchObject([{ stage: 1, verdict: { kind: 'wrongKey' } }])
  await dispute(bought, stages)
  expect(await findRefund(market.client, bought.id)).toMatchObject({ reason: 'wrongKey' })
})

test('a buyer who vanishes: the seller is paid when the dispute time is over', async () => {
  const bought = await order()
  await deliver(bought)
  await expect(settleOrder(owner, bought.trade)).rejects.toMatchObject({ reason: 'DataMarketTooEarly' })
  market.skip(601)
  const before = await balanceOf(owner.account.address)
  await expect.poll(() => settleOrders(owner, [bought.trade]).then(() => stateOf(bought.id))).toBe('settled')
  expect((await balanceOf(owner.account.address)) - before).toBe(9n * unit)
})

const stateOf = async (id: `0x${string}`) => (await readOrderStatus(market.client, id)).state

test('an order can wait for a time, is fired by anybody, and can be taken back before', async () => {
  const { timestamp } = await getBlock(market.client)
  const event = { trigger: 'time', threshold: timestamp + 300n, cancelAtS: Number(timestamp) + 3600 } as const
  const bought = await order({ event })
  const other = await order({ event: { ...event, threshold: timestamp + 301n } })
  expect(await stateOf(bought.id)).toBe('waiting')
  await expect(fireOrder(owner, bought.trade)).rejects.toMatchObject({ reason: 'DataMarketNotTriggered' })
  await cancelOrder(buyer, other.trade)
  market.skip(300)
  await expect.poll(() => fireOrder(owner, bought.trade).catch((error: Error) => error.name)).toMatch(/^0x/)
  expect([await stateOf(bought.id), await stateOf(other.id)]).toEqual(['paid', 'refunded'])
  await declineOrder(owner, bought.trade)
  expect(await findRefund(market.client, bought.id)).toMatchObject({ reason: 'declined', bond: 0n })
})

test('an order that waits for a value which nobody reports yet is looked at again soon, however often it was', async () => {
  const { timestamp } = await getBlock(market.client)
  const event = { trigger: 'oracleAbove', subject: keccak256('0x'), threshold: 1n } as const
  const bought = await order({ event: { ...event, cancelAtS: Number(timestamp) + 3600 } })
  await expect(fireOrder(owner, bought.trade)).rejects.toMatchObject({ reason: 'OracleStale' })
  const store = openAgentStore({ path: ':memory:', box: { seal: Buffer.from, open: (sealed) => sealed } })
  store.putListing(sold.listing, sold.terms)
  store.putTrade(bought.id, bought.order, 'waiting')
  for (const nowS of [1_000, 1_005, 1_010, 1_015]) {
    expect(await serveTrades({ context: owner, store, nowS, ownerBondWei: unit, say: () => {} })).toBe(1)
    expect(store.dueTrades(nowS + 4, 1)).toEqual([])
    expect(store.dueTrades(nowS + 5, 1)).toMatchObject([{ id: bought.id, state: 'waiting', attempts: 0 }])
  }
  await cancelOrder(buyer, bought.trade)
})

test('a request is answered once, with what fits, however often blocks cannot be had in between', async () => {
  const bytes = new TextEncoder().encode(
    formatRequest({ format: 'qoodblock.request', version: 1, title: 'Trips', words: ['trip'] }),
  )
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const [documentHash, documentCid] = [keccak256(bytes), formatRawCid(digest)]
  const { timestamp } = await getBlock(market.client)
  const budget = { token: qdd, budget: 10n * unit, expiresAtS: Number(timestamp) + 86_400 }
  const id = await requestData(buyer, { ...budget, documentHash, documentCid })
  const dear = await requestData(buyer, { ...budget, budget: 9n * unit, documentHash, documentCid })
  const store = openAgentStore({ path: ':memory:', box: { seal: Buffer.from, open: (sealed) => sealed } })
  const nowS = await followMarket({ client: market.client, store, seller: owner.account.address })
  let away = 2
  const input = {
    ...{ context: owner, store, say: () => {} },
    async getBlock(cid: string) {
      if (away-- > 0) throw new TypeError('fetch failed')
      return cid === documentCid ? bytes : market.getBlock(cid)
    },
    readDescription: createDescriptions({ client: market.client, getBlock: market.getBlock }),
    isOver: () => false,
  }
  for (const laterS of [0, 10, 100]) await answerRequests({ ...input, nowS: nowS + laterS })
  // An agent that stopped before it could write down what it had offered finds it on the chain.
  const anew = openAgentStore({ path: ':memory:', box: { seal: Buffer.from, open: (sealed) => sealed } })
  await followMarket({ client: market.client, store: anew, seller: owner.account.address })
  await answerRequests({ ...input, store: anew, nowS })
  const offers = await getLogs(market.client, {
    address: systemContracts.dataRequests,
    event: eventOf(dataRequestsAbi, 'Offered'),
    fromBlock: 0n,
  })
  expect(offers.map(({ args }) => [args.id, args.listing])).toEqual([[id, sold.listing]])
  expect(store.dueRequests(nowS + 1_000_000)).toEqual([])
  expect(store.one('select outcome from requests where id = ?', String(dear))).toEqual({ outcome: '0 offers' })
  await closeRequest(buyer, id)
  expect(await readRequest(market.client, id)).toMatchObject({ isOpen: false })
})

test('requests are answered until the turn is over and the rest in the next one, each description being fetched once', async () => {
  const bytes = new TextEncoder().encode(
    formatRequest({ format: 'qoodblock.request', version: 1, title: 'None', words: ['nothing-says-this'] }),
  )
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const [documentHash, documentCid] = [keccak256(bytes), formatRawCid(digest)]
  const { timestamp } = await getBlock(market.client)
  for (let i = 0; i < 3; i++) {
    const wish = { token: qdd, budget: 10n * unit, expiresAtS: Number(timestamp) + 86_400 }
    await requestData(buyer, { ...wish, documentHash, documentCid })
  }
  const store = openAgentStore({ path: ':memory:', box: { seal: Buffer.from, open: (sealed) => sealed } })
  const nowS = await followMarket({ client: market.client, store, seller: owner.account.address })
  let descriptions = 0
  const read = async (cid: string) => {
    if (cid === documentCid) return bytes
    descriptions++
    return market.getBlock(cid)
  }
  const readDescription = createDescriptions({ client: market.client, getBlock: read })
  const left = () => store.dueRequests(nowS).length
  const before = left()
  const input = { context: owner, store, getBlock: read, readDescription, nowS, say: () => {} }
  await answerRequests({ ...input, isOver: () => true })
  expect(left()).toBe(before)
  await answerRequests({ ...input, isOver: () => left() < before })
  expect(left()).toBe(before - 1)
  // Over in the middle of a request: it stays due, and no attempt is counted.
  let looks = 0
  store.run("update requests set outcome = 'passed' where id in (select id from requests limit ?)", before - 3)
  await answerRequests({ ...input, isOver: () => looks++ > 0 })
  expect(store.dueRequests(nowS).map(({ attempts }) => attempts)).toEqual([0, 0, 0])
  await answerRequests({ ...input, isOver: () => false })
  expect(left()).toBe(0)
  expect(descriptions).toBe(1)
})

test('the seller takes the free bond back, and nothing is there to claim', async () => {
  const { free } = await readBond(market.client, owner.account.address, qdd)
  await withdrawBond(owner, qdd, free)
  expect((await readBond(market.client, owner.account.address, qdd)).free).toBe(0n)
  await expect(claimCredit(owner, qdd)).rejects.toMatchObject({ reason: 'PayoutsNothingToClaim' })
  await expect(order()).rejects.toMatchObject({ name: 'Market.RefusedError', reason: 'DataMarketBondShort' })
})

test('waiting for an order ends at the deadline and at the signal', async () => {
  const wait = { until: () => false, pollMs: 1 }
  await expect(waitForOrder(market.client, sold.listing, { ...wait, timeoutMs: 5 })).rejects.toMatchObject({
    name: 'Market.OrderTimeoutError',
  })
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(waitForOrder(market.client, sold.listing, { ...wait, signal })).rejects.toThrow('enough')
})
