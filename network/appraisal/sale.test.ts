import { encodeAbiParameters, encodeEventTopics, getAbiItem } from 'viem'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppraisalReport } from '../../lib/appraisal/appraisalReport.ts'
import { gatherEvidence } from '../../lib/appraisal/gatherEvidence.ts'
import { oracleFeeds } from '../../lib/appraisal/oracleFeeds.ts'
import { readLife } from '../../lib/appraisal/readLife.ts'
import { readVehicle } from '../../lib/appraisal/readVehicle.ts'
import type { VehicleEvidence } from '../../lib/appraisal/VehicleEvidence.ts'
import {
  acceptBid,
  awardSale,
  bidOnSale,
  disputeSale,
  expireSale,
  fundSale,
  hashSale,
  offerVehicle,
  proposeOutcome,
  readReward,
  readSale,
  readSales,
  releaseSale,
  reviewSale,
  type SaleTerms,
  undoSale,
  withdrawOffer,
} from '../../lib/appraisal/vehicleSale.ts'
import { verifyReport } from '../../lib/appraisal/verifyReport.ts'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { aucAbi } from '../../lib/contracts/AUC.ts'
import { qddAbi } from '../../lib/contracts/QDD.ts'
import { saleEscrowAbi } from '../../lib/contracts/SaleEscrow.ts'
import { cast, farAwayS, qdd, startTestMarket, type TestMarket, unit } from '../agent/testMarket.ts'
import { startOracle } from '../oracle/startOracle.ts'
import { makeReport } from './makeReport.ts'
import { passTime } from './passTime.ts'
import { giveCar, record } from './testGarage.ts'

let market: TestMarket
beforeAll(async () => {
  market = await startTestMarket()
})
afterAll(() => market.stop())

const price = 15_000n * unit
const arbitratorFee = 150n * unit
const noHash = `0x${'00'.repeat(32)}` as const
const noText = noHash
let nonce = 0n

async function offered(seller: ChainContext, vin: string) {
  const vehicleId = await giveCar(market, seller, vin)
  const terms: SaleTerms = {
    vehicleId,
    seller: seller.account.address,
    buyer: `0x${'0'.repeat(40)}`,
    arbitrator: cast.arbitrator.address,
    token: qdd,
    price,
    arbitratorFee,
    handoverTime: 3_600,
    decisionTime: 3_600,
    expiresAt: farAwayS,
    reportHash: noHash,
    nonce: ++nonce,
  }
  return { vehicleId, terms, id: await offerVehicle(seller, terms) }
}

const tokenOf =
  (address: `0x${string}`, abi: typeof qddAbi | typeof aucAbi) =>
  ({ account }: ChainContext) =>
    readContract(market.client, {
      address,
      abi: abi as typeof qddAbi,
      functionName: 'balanceOf',
      args: [account.address],
    })
const moneyOf = tokenOf(qdd, qddAbi)
const ownerOf = async (id: bigint) => (await readVehicle(market.client, id))!.owner

test('a car changes hands: money and Credit ID in one transaction, reviews earn AUC, comparable sales see it', async () => {
  const [seller, buyer] = [market.of('lender'), market.of('insurer')]
  const { vehicleId, terms, id } = await offered(seller, 'WSALE000000000001')
  expect(id).toBe(hashSale(terms))
  await bidOnSale(buyer, terms, 14_000n * unit)
  const before = await Promise.all([seller, buyer].map(moneyOf))
  await fundSale(buyer, terms)
  expect(await readVehicle(market.client, vehicleId)).toMatchObject({ lockedBy: expect.any(String) })
  await releaseSale(buyer, terms)
  expect(await ownerOf(vehicleId)).toBe(buyer.account.address)
  const after = await Promise.all([seller, buyer].map(moneyOf))
  expect(after.map((money, index) => money - before[index]!)).toEqual([price, -price])

  const aucOf = tokenOf(systemContracts.auc, aucAbi)
  const aucBefore = await aucOf(buyer)
  const reviewed = await reviewSale(buyer, terms, 5, noText)
  await reviewSale(seller, terms, 4, noText)
  const reward = await readReward(market.client, reviewed, buyer.account.address)
  expect((await aucOf(buyer)) - aucBefore).toBe(reward)
  expect(await readReward(market.client, reviewed, seller.account.address)).toBe(0n)
  const sale = (await readSale(market, id))!
  expect(sale.status).toMatchObject({ state: 'released', hasBuyerReviewed: true, hasSellerReviewed: true })
  expect(sale.events.map(({ name }) => name)).toEqual(['Offered', 'Bid', 'Funded', 'Released', 'Reviewed', 'Reviewed'])
  expect((await readSales(market, vehicleId)).map((found) => found.id)).toEqual([id])
  const life = (await readLife(market, vehicleId))!
  expect(life.records.at(-1)).toMatchObject({ kind: 'transfer' })

  const feeders = [cast.feeder1, cast.feeder2, cast.feeder3]
  const source = { name: 'test', read: async (feed: { start: number }) => feed.start }
  const feeds = oracleFeeds.filter(({ name }) => name === 'Birk 1.6')
  const oracle = startOracle({
    ...{ rpcUrl: market.rpcUrl, feeds, everyMs: 20, now: Date.now, log: () => {} },
    feeders: feeders.map(({ privateKey }) => ({ privateKey, source })),
  })
  const other = await offered(seller, 'WSALE000000000011')
  await expect
    .poll(async () => (await gatherEvidence(market, (await readLife(market, other.vehicleId))!)).newPriceSource)
    .toBe('oracle')
  await oracle.stop()
  await fundSale(buyer, other.terms)
  await releaseSale(buyer, other.terms)
  const evidence = await gatherEvidence(market, (await readLife(market, vehicleId))!)
  expect(evidence.sales).toMatchObject([{ priceUsd: 15_000, newPriceUsdThen: 25_600 }])

  const report = await makeReport(buyer, vehicleId, 1n)
  const check = async (change: Partial<VehicleEvidence>) => {
    const changed = { ...report, evidence: { ...report.evidence!, ...change } } as AppraisalReport
    const checks = await verifyReport({ ...market, genesisHash: report.genesisHash }, changed)
    return ['price', 'sales'].map((wanted) => checks.find((found) => found.id === wanted)?.outcome)
  }
  expect(report.evidence).toMatchObject({ newPriceSource: 'oracle', newPriceUsd: 25_600 })
  expect(await check({})).toEqual(['verified', 'verified'])
  expect(await check({ newPriceUsd: 250_000 })).toEqual(['failed', 'verified'])
  expect(await check({ newPriceUsd: 25_500, sales: [] })).toEqual(['stated', 'stated'])
})

test('a bid that the seller accepts becomes an offer to that bidder alone, on the same report', async () => {
  const [seller, buyer, other] = [market.of('lender'), market.of('insurer'), market.of('workshop')]
  const { terms, id } = await offered(seller, 'WSALE000000000009')
  await bidOnSale(buyer, terms, 14_000n * unit)
  const bid = { buyer: buyer.account.address, price: 14_000n * unit, expiresAt: farAwayS }
  const accepted = await acceptBid(seller, terms, bid)
  expect((await readSale(market, id))!.status.state).toBe('undone')
  const sale = (await readSale(market, accepted))!
  expect(sale.terms).toMatchObject({ ...bid, reportHash: terms.reportHash })
  await expect(fundSale(other, sale.terms)).rejects.toMatchObject({ reason: 'SaleEscrowNotBuyer' })
  await fundSale(buyer, sale.terms)
  expect((await readSale(market, accepted))!.status.state).toBe('funded')
})

test('a bid that a node invents is not shown; one put into a true transaction is refused by name', async () => {
  const [seller, buyer] = [market.of('lender'), market.of('insurer')]
  const { terms, id } = await offered(seller, 'WSALE000000000019')
  const transaction = await bidOnSale(buyer, terms, 14_000n * unit)
  const invent = (transactionHash: Hex): NodeClient => {
    const parts = { id, bidder: buyer.account.address, price: 14_900n * unit, messageCid: 'bafkr4ievil' }
    const event = getAbiItem({ abi: saleEscrowAbi, name: 'Bid' })
    const plain = event.inputs.filter(({ indexed }) => !indexed)
    const forged = {
      address: systemContracts.saleEscrow,
      topics: encodeEventTopics({ abi: saleEscrowAbi, eventName: 'Bid', args: parts }),
      data: encodeAbiParameters(plain, plain.map(({ name }) => parts[name as keyof typeof parts]) as never),
      ...{ blockNumber: '0x1', blockHash: noHash, transactionHash, transactionIndex: '0x0', logIndex: '0x0' },
      removed: false,
    }
    const request = async (asked: { method: string }) => {
      const answer = await market.client.request(asked as never)
      return asked.method === 'eth_getLogs' ? [...(answer as unknown[]), forged] : answer
    }
    return { ...market.client, request } as unknown as NodeClient
  }
  const { client } = market
  const sale = (await readSale({ client, logs: invent(`0x${'ee'.repeat(32)}`) }, id))!
  expect(sale.events.map(({ name, args }) => [name, args.price])).toEqual([
    ['Offered', undefined],
    ['Bid', 14_000n * unit],
  ])
  await expect(readSale({ client, logs: invent(transaction) }, id)).rejects.toMatchObject({
    name: 'Appraisal.ForgedSaleEventError',
  })
})

test('an event that was proved once is not asked for again', async () => {
  const [seller, buyer] = [market.of('lender'), market.of('insurer')]
  const { terms, id } = await offered(seller, 'WSALE000000000029')
  const before = (await readSale(market, id))!
  await bidOnSale(buyer, terms, 14_000n * unit)
  let receipts = 0
  const request = async (asked: { method: string }) => {
    if (asked.method === 'eth_getTransactionReceipt') receipts++
    return market.client.request(asked as never)
  }
  const client = { ...market.client, request } as unknown as NodeClient
  const sale = (await readSale({ client, proved: before.events }, id))!
  expect([sale.events.map(({ name }) => name), receipts]).toEqual([['Offered', 'Bid'], 1])
})

test('both sides can undo or split it', async () => {
  const [seller, buyer] = [market.of('lender'), market.of('insurer')]
  const first = await offered(seller, 'WSALE000000000002')
  const before = await Promise.all([seller, buyer].map(moneyOf))
  await fundSale(buyer, first.terms)
  await undoSale(seller, first.terms)
  const second = await offered(seller, 'WSALE000000000003')
  await fundSale(buyer, second.terms)
  await proposeOutcome(buyer, second.terms, 1_000n * unit, false)
  await proposeOutcome(seller, second.terms, 1_000n * unit, false)
  const after = await Promise.all([seller, buyer].map(moneyOf))
  expect(after.map((money, index) => money - before[index]!)).toEqual([1_000n * unit, -1_000n * unit])
  expect(await ownerOf(second.vehicleId)).toBe(seller.account.address)
})

test('the arbitrator takes its fee and awards the rest in parts', async () => {
  const [seller, buyer, arbitrator] = [market.of('lender'), market.of('insurer'), market.of('arbitrator')]
  const { vehicleId, terms, id } = await offered(seller, 'WSALE000000000004')
  const before = await Promise.all([seller, buyer, arbitrator].map(moneyOf))
  await fundSale(buyer, terms)
  await disputeSale(buyer, terms, 'bafkr4ireason')
  const tooMuch = { toSeller: price, vehicleToBuyer: true, reasonCid: '' }
  await expect(awardSale(arbitrator, terms, tooMuch)).rejects.toMatchObject({ reason: 'SaleEscrowAboveEscrow' })
  await expect(awardSale(seller, terms, { ...tooMuch, toSeller: 1n })).rejects.toMatchObject({
    reason: 'SaleEscrowNotArbitrator',
  })
  await awardSale(arbitrator, terms, { toSeller: 12_000n * unit, vehicleToBuyer: true, reasonCid: 'bafkr4iaward' })
  const after = await Promise.all([seller, buyer, arbitrator].map(moneyOf))
  const toBuyer = price - arbitratorFee - 12_000n * unit
  expect(after.map((money, index) => money - before[index]!)).toEqual([12_000n * unit, toBuyer - price, arbitratorFee])
  expect(await ownerOf(vehicleId)).toBe(buyer.account.address)
  expect((await readSale(market, id))!.status.state).toBe('released')
})

test('silence at each step ends by the clock, with the money back', async () => {
  const [seller, buyer] = [market.of('lender'), market.of('insurer')]
  const before = await Promise.all([seller, buyer].map(moneyOf))
  const paid = await offered(seller, 'WSALE000000000005')
  await fundSale(buyer, paid.terms)
  await expect(expireSale(buyer, paid.terms)).rejects.toMatchObject({ reason: 'SaleEscrowTooEarly' })
  const disputed = await offered(seller, 'WSALE000000000006')
  await fundSale(buyer, disputed.terms)
  await disputeSale(seller, disputed.terms, '')
  await passTime(market, 3_700)
  await expireSale(buyer, paid.terms)
  await expireSale(buyer, disputed.terms)
  expect(await Promise.all([seller, buyer].map(moneyOf))).toEqual(before)

  const open = await offered(seller, 'WSALE000000000007')
  await withdrawOffer(seller, open.terms)
  await expect(fundSale(buyer, open.terms)).rejects.toMatchObject({ reason: 'SaleEscrowWrongState' })
})

test("the seller's old permissions end with the sale", async () => {
  const [seller, buyer, workshop] = [market.of('lender'), market.of('insurer'), market.of('workshop')]
  const { vehicleId, terms } = await offered(seller, 'WSALE000000000008')
  await record(market, { owner: seller, issuer: workshop, vehicleId, kind: 'service', odometerKm: 5 })
  await fundSale(buyer, terms)
  await releaseSale(buyer, terms)
  await expect(record(market, { owner: seller, issuer: workshop, vehicleId, kind: 'service' })).rejects.toMatchObject({
    reason: 'VehicleNotOwner',
  })
})
