import { pad, toHex } from 'viem'
import { getBlock, getTransactionReceipt } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { checkIncomeRow } from '../../lib/market/checkIncomeRow.ts'
import { checkOrderRow, type Party } from '../../lib/market/checkOrderRow.ts'
import { createOrder } from '../../lib/market/createOrder.ts'
import { encodeContent, encodeDataSet } from '../../lib/market/DataSet.ts'
import { deliverOrder } from '../../lib/market/deliverOrder.ts'
import { settleOrder } from '../../lib/market/endOrder.ts'
import { encodeOrder } from '../../lib/market/Order.ts'
import type { IncomeRow, OrderPage, OrderRow } from '../../lib/market/OrderRow.ts'
import { placeOrder } from '../../lib/market/placeOrder.ts'
import { readListing } from '../../lib/market/readListing.ts'
import { findOrder, readOrderStatus } from '../../lib/market/readOrder.ts'
import { readOrderEvents } from '../../lib/market/readOrderEvents.ts'
import { readPayouts } from '../../lib/market/readPayouts.ts'
import { readPending } from '../../lib/market/readPending.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import { encodeTerms } from '../../lib/market/Terms.ts'
import { qdd, seedOf, sellTrip, startTestMarket, type TestMarket, unit } from './testMarket.ts'

/* One order that is settled and one that is paid, told as an honest index would; then each word of it changed. */
let market: TestMarket
let owner: MarketContext
let buyer: MarketContext
let settled: OrderRow
let paid: OrderRow
let settling: Hex

beforeAll(async () => {
  market = await startTestMarket()
  owner = market.of('lender')
  buyer = market.of('insurer')
  const sold = await sellTrip(market, owner)
  const listing = (await readListing(market.client, sold.listing))!
  const buy = async () => {
    const wish = { listing: sold.listing, buyer: buyer.account.address, price: 10n * unit }
    const { order, id } = await createOrder({ wish, chunks: sold.terms.chunks, seed: seedOf('buyer') })
    await placeOrder(buyer, { terms: sold.terms, order })
    const told = {
      ...{ position: 1, id, listing: sold.listing, dataSetId: sold.dataSetId, token: qdd, price: String(order.price) },
      ...{ buyer: buyer.account.address.toLowerCase(), seller: owner.account.address.toLowerCase() },
      ...{ order: encodeOrder(order), terms: encodeTerms(sold.terms) },
      ...{ dataSet: encodeDataSet(listing.dataSet), content: encodeContent(listing.content) },
      ...{ state: 'paid' as const, reason: null, time: 1, title: sold.description.title },
    }
    return { order, told }
  }
  const first = await buy()
  const id = first.told.id as Hex
  const trade = { terms: sold.terms, order: first.order }
  const status = await readOrderStatus(market.client, id)
  await deliverOrder(owner, { ...trade, status, root: sold.root })
  settling = await settleOrder(buyer, trade)
  settled = { ...first.told, state: 'settled' }
  paid = (await buy()).told
})
afterAll(() => market.stop())

const forged = { name: 'Market.ForgedOrderError' }
const other = `0x${'12'.repeat(20)}` as const
const lastDigitOf = (hex: string) => hex.replace(/.$/, (digit) => (digit === 'f' ? 'e' : 'f'))
const blocks = (cid: string) => market.getBlock(cid)

const check = (row: OrderRow, as: Party['as'] = 'buyer', account: Address = row[as] as Address) =>
  checkOrderRow({ client: market.client, row, party: { account, as }, getBlock: blocks })

test('an order is shown to its buyer and to its seller as the chain has it, whatever state an index tells', async () => {
  expect((await check({ ...settled, state: 'refunded' })).status.state).toBe('settled')
  expect((await check(paid, 'seller')).status.state).toBe('paid')
  await expect(check(paid, 'buyer', other)).rejects.toMatchObject(forged)
  await expect(check(paid, 'seller', buyer.account.address)).rejects.toMatchObject(forged)
})

test.each([
  ...(['buyer', 'seller', 'token'] as const).map((name) => [name, other] as const),
  ...([
    ['price', '1'],
    ['title', 'Another'],
  ] as const),
])('an order whose %s an index tells otherwise is refused', async (name, value) => {
  await expect(check({ ...paid, [name]: value })).rejects.toMatchObject(forged)
})

test('bytes that do not lead to the id of the order are refused, and so is an order that nobody paid', async () => {
  for (const name of ['id', 'order', 'terms'] as const) {
    await expect(check({ ...paid, [name]: lastDigitOf(paid[name]) })).rejects.toMatchObject(forged)
  }
  for (const name of ['dataSet', 'content'] as const) {
    // A digit that is only padding makes the bytes mean nothing; one that is not makes them mean something else.
    await expect(check({ ...paid, [name]: lastDigitOf(paid[name]) })).rejects.toThrow(/^Expected the /)
    await expect(check({ ...paid, [name]: '0x' })).rejects.toMatchObject({ name: 'Market.ForgedBytesError' })
  }
  const { order, id } = await createOrder({
    wish: { listing: paid.listing as Hex, buyer: buyer.account.address, price: 10n * unit },
    ...{ chunks: 5, seed: seedOf('buyer') },
  })
  await expect(check({ ...paid, id, order: encodeOrder(order) })).rejects.toMatchObject(forged)
})

test('in escrow is what the chain has there, of the orders that an index tells of', async () => {
  const read = (rows: OrderRow[]) => readPending({ client: market.client, rows, seller: owner.account.address })
  expect(await read([paid, settled])).toEqual({ sums: new Map([[qdd, 10n * unit]]), refused: 0 })
  expect(await read([paid, { ...settled, state: 'paid' }])).toEqual({ sums: new Map([[qdd, 10n * unit]]), refused: 0 })
  expect(await read([{ ...paid, price: '1' }])).toEqual({ sums: new Map(), refused: 1 })
})

test('a payment is in the receipt, to the wei and the second; told otherwise it is refused', async () => {
  const { logs, blockNumber } = await getTransactionReceipt(market.client, { hash: settling })
  const { timestamp } = await getBlock(market.client, { blockNumber })
  const { order } = (await findOrder(market.client, settled.id as Hex))!
  const { terms } = await check(settled)
  const payouts = await readPayouts(market.client, terms, order.price)
  const { payee, amount } = payouts.find((one) => one.payee.toLowerCase() === settled.seller)!
  const row: IncomeRow = {
    ...{ position: 1, order: settled.id, listing: settled.listing, dataSetId: settled.dataSetId, token: qdd },
    ...{ payee: payee.toLowerCase(), amount: String(amount), price: settled.price, transaction: settling },
    ...{ time: Number(timestamp), title: settled.title },
  }
  const look = (told: IncomeRow, orderRow: OrderRow | undefined = settled) =>
    checkIncomeRow({ client: market.client, row: told, orderRow, payee, getBlock: blocks })
  expect(logs.length).toBeGreaterThan(payouts.length)
  await look(row)
  const lies: Partial<IncomeRow>[] = [
    ...[{ amount: '1' }, { price: '1' }, { payee: other }, { token: other }, { title: 'Another' }],
    ...[{ time: row.time + 1 }, { listing: lastDigitOf(row.listing) }, { order: paid.id }],
  ]
  for (const lie of lies) await expect(look({ ...row, ...lie })).rejects.toMatchObject(forged)
  await expect(look(row, paid)).rejects.toMatchObject(forged)
})

test('a payment that another contract wrote into the receipt is refused', async () => {
  const { logs, blockNumber } = await getTransactionReceipt(market.client, { hash: settling })
  const { timestamp } = await getBlock(market.client, { blockNumber })
  const settledLog = logs.find(({ topics }) => topics[1] === settled.id)!
  const forgery = {
    ...{ address: other, logIndex: toHex(Number(settledLog.logIndex) + 1), data: pad('0x5') },
    topics: [
      '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
      ...[pad(systemContracts.dataMarket), pad(other)],
    ],
  }
  const request = async (call: { method: string }) => {
    const answer = (await market.client.request(call as never)) as { logs: object[] }
    if (call.method !== 'eth_getTransactionReceipt') return answer
    const at = answer.logs.findIndex((log) => (log as typeof forgery).topics[1] === settled.id)
    return { ...answer, logs: answer.logs.toSpliced(at + 1, 0, { ...answer.logs[at], ...forgery }) }
  }
  const client = { ...market.client, request } as typeof market.client
  const row: IncomeRow = {
    ...{ position: 1, order: settled.id, listing: settled.listing, dataSetId: settled.dataSetId, token: other },
    ...{ payee: other, amount: '5', price: settled.price, transaction: settling },
    ...{ time: Number(timestamp), title: settled.title },
  }
  const look = checkIncomeRow({ client, row, orderRow: settled, payee: other, getBlock: blocks })
  await expect(look).rejects.toMatchObject(forged)
})

test('the steps of an order are those of the receipts, all of them and in their order', async () => {
  const id = settled.id as Hex
  const { logs, blockNumber } = await getTransactionReceipt(market.client, { hash: settling })
  const { timestamp } = await getBlock(market.client, { blockNumber })
  expect(logs.some(({ topics }) => topics[1] === id)).toBe(true)
  const told: OrderPage['events'] = [{ name: 'Settled', transaction: settling, time: Number(timestamp), amount: null }]
  expect(await readOrderEvents(market.client, id, told)).toEqual(told)
  const [step] = told
  for (const lie of [{ name: 'Refunded' }, { time: 1 }, { amount: '1' }]) {
    await expect(readOrderEvents(market.client, id, [{ ...step!, ...lie }])).rejects.toMatchObject(forged)
  }
  await expect(readOrderEvents(market.client, id, [step!, step!])).rejects.toMatchObject(forged)
})
