import { secp256k1 } from '@noble/curves/secp256k1.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { sourceOf } from '../../lib/crypto/fixtures/createMemoryBlocks.ts'
import { sealChunk } from '../../lib/crypto/sealChunk.ts'
import { closingTypedData, offerTypedData } from '../../lib/market/agentOffer.ts'
import { setAgent } from '../../lib/market/agreement.ts'
import { closeByAgent, offerByAgent } from '../../lib/market/askAgent.ts'
import { depositBond, readBond } from '../../lib/market/bond.ts'
import type { createAgentClient } from '../../lib/market/createAgentClient.ts'
import { createOrder, type Wish } from '../../lib/market/createOrder.ts'
import { drawSamples } from '../../lib/market/endOrder.ts'
import { packGroups } from '../../lib/market/fieldGroups.ts'
import { placeOrder } from '../../lib/market/placeOrder.ts'
import { publishDataSet } from '../../lib/market/publishDataSet.ts'
import { readListing } from '../../lib/market/readListing.ts'
import { findRefund, readOrderStatus } from '../../lib/market/readOrder.ts'
import { sealRoot } from '../../lib/market/sealedRoot.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import { closingRequestSchema, createOwnerDesk, offerRequestSchema } from './createOwnerDesk.ts'
import { registerCar } from './fleet/registerCar.ts'
import { followMarket } from './followMarket.ts'
import { openAgentStore } from './openAgentStore.ts'
import { limitsFor } from './riskLimits.ts'
import { serveTrades } from './serveTrades.ts'
import { cast, chainId, farAwayS, qdd, seedOf, startTestMarket, type TestMarket, tripOf, unit } from './testMarket.ts'

/* What an owner whom nobody knows can have an agent do, and what it costs the agent. */
let market: TestMarket
let agent: MarketContext
let owner: MarketContext
let buyer: MarketContext
const grantKey = secp256k1.utils.randomSecretKey()
const limits = limitsFor(10n * unit)
const nowMs = Date.UTC(2026, 10, 30)
let lastMs = nowMs - 1_000

beforeAll(async () => {
  market = await startTestMarket()
  ;[agent, owner, buyer] = [market.of('agent'), market.of('lender'), market.of('insurer')]
  await depositBond(agent, qdd, 10n * unit)
})
afterAll(() => market.stop())

function openDesk() {
  const store = openAgentStore({ path: ':memory:', box: { seal: Buffer.from, open: (sealed) => sealed } })
  return {
    store,
    desk: createOwnerDesk({
      context: agent,
      store,
      grantKey,
      getBlock: market.getBlock,
      chainId,
      limits,
      now: () => nowMs,
    }),
  }
}

/** A trip of a car of the owner's, sealed chunk by chunk as told. */
async function publish(vin: string, { isEntrusted = true, seal = sealChunk } = {}) {
  const car = await registerCar({
    ...{
      chainId,
      owner,
      maker: market.of('maker'),
      registrarKey: cast.registrar.privateKey,
      vin,
      model: 'Qood/Test/2026',
    },
  })
  const validUntilS = isEntrusted ? farAwayS : 0
  await setAgent(owner, { agreementId: car.agreementId, agent: agent.account.address, feeBps: 0, validUntilS })
  const { root, id } = await publishDataSet(owner, {
    source: sourceOf(tripOf(300), 4096),
    plan: { kind: 'windows', maxChunkBytes: 65_536, windowMs: 60_000, firstMs: 1_700_000_000_000, timeField: 'time' },
    ...{ sealChunk: seal, putBlock: market.putBlock, seed: seedOf(vin) },
    ...{ dataClass: 'user', privacy: 'normal', choices: { title: 'A trip' } },
    agreement: { id: car.agreementId, groups: packGroups([3]), dictionary: 1 },
  })
  const agentKey = encodeHex(secp256k1.getPublicKey(grantKey, true))
  return { dataSet: id, grant: await sealRoot({ root, dataSet: id, agentKey }) }
}

async function signOffer(dataSet: Hex, price: bigint, { samplePrice = '0', signedAtMs = ++lastMs } = {}) {
  const offer = {
    ...{ dataSet, token: qdd, price: String(price), chunkPrice: '0', samplePrice },
    ...{ deliverTimeS: 600, disputeTimeS: 600, expiresAtS: farAwayS, signedAtMs },
  }
  const typed = offerTypedData({ ...offer, agent: agent.account.address }, chainId)
  return { ...offer, signature: await owner.account.signTypedData(typed) }
}

async function signClosing(dataSet: Hex, signer = owner, signedAtMs = ++lastMs) {
  const typed = closingTypedData({ dataSet, signedAtMs, agent: agent.account.address }, chainId)
  return { dataSet, signedAtMs, signature: await signer.account.signTypedData(typed) }
}

test('keys of the first chunk alone, the others being committed to other keys, are not kept and nothing is listed', async () => {
  const { desk, store } = openDesk()
  const seal: typeof sealChunk = (job) =>
    sealChunk(job.index === 0 ? job : { ...job, key: job.key.map((byte) => byte ^ 1) })
  const { dataSet, grant } = await publish('LSV00000000000009', { seal })
  await expect(desk.takeGrant(grant)).rejects.toMatchObject({ name: 'Agent.WrongGrantError' })
  await expect(desk.list(await signOffer(dataSet, unit))).rejects.toMatchObject({ name: 'Agent.NoGrantError' })
  // Nor does an agent sell by keys that it was given before it checked them.
  store.putRoot(dataSet, seedOf('unchecked'))
  await expect(desk.list(await signOffer(dataSet, unit))).rejects.toMatchObject({ name: 'Agent.NoGrantError' })
})

test('keys of somebody who has not named the agent are refused before any work', async () => {
  const { grant } = await publish('LSV00000000000010', { isEntrusted: false })
  await expect(openDesk().desk.takeGrant(grant)).rejects.toMatchObject({ name: 'Agent.NotAppointedError' })
})

test('a price is refused whose bond is more than one owner may put at stake', async () => {
  const { desk } = openDesk()
  const { dataSet, grant } = await publish('LSV00000000000011')
  await desk.takeGrant(grant)
  await expect(desk.list(await signOffer(dataSet, 11n * unit))).rejects.toMatchObject({
    name: 'Agent.PriceTooHighError',
  })
})

test('orders beyond what one owner may have at stake are declined, so that nobody locks the bond by ordering from themselves', async () => {
  const { desk, store } = openDesk()
  const { dataSet, grant } = await publish('LSV00000000000012')
  await desk.takeGrant(grant)
  // Two of these are all that one owner may have at stake.
  const { listing } = await desk.list(await signOffer(dataSet, 10n * unit, { samplePrice: String(2n * unit) }))
  const terms = store.getTerms(listing)!
  const buy = async (part: Partial<Wish> = {}) => {
    const wish = { listing, buyer: buyer.account.address, price: terms.price, ...part }
    const { order, id } = await createOrder({ wish, chunks: terms.chunks, seed: seedOf('buyer') })
    await placeOrder(buyer, { terms, order })
    return { id, trade: { terms, order } }
  }
  const serve = async () => {
    const nowS = await followMarket({ client: market.client, store, seller: agent.account.address })
    const { ownerBondWei } = limits
    await serveTrades({ context: agent, store, nowS, ownerBondWei, say: () => {} })
  }
  const samples = { samples: 1, price: 2n * unit }
  const bought = [await buy(), await buy(), await buy(), await buy(samples), await buy(samples)]
  // Samples are owed, however much is at stake, whether somebody else has had them drawn or not.
  const { trade } = bought[4]!
  await expect.poll(() => drawSamples(buyer, trade).catch((error: Error) => error.name)).toMatch(/^0x/)
  // The first turn draws what the second one delivers.
  await serve()
  await serve()
  const states = await Promise.all(bought.map(async ({ id }) => (await readOrderStatus(market.client, id)).state))
  expect(states).toEqual(['delivered', 'delivered', 'refunded', 'delivered', 'delivered'])
  expect(await findRefund(market.client, bought[2]!.id)).toMatchObject({ reason: 'declined', bond: 0n })
  const locked = unit + unit / 5n
  expect(await readBond(market.client, agent.account.address, qdd)).toEqual({ free: 10n * unit - locked, locked })
})

const isOpen = async (listing: Hex) => (await readListing(market.client, listing))!.isOpen

test('a later offer ends what was listed before it; an older one is refused, whoever sends it again', async () => {
  const { desk } = openDesk()
  const { dataSet, grant } = await publish('LSV00000000000013')
  await desk.takeGrant(grant)
  const cheap = await signOffer(dataSet, unit)
  const dear = await signOffer(dataSet, 2n * unit)
  const first = (await desk.list(cheap)).listing
  const second = (await desk.list(dear)).listing
  expect([await isOpen(first), await isOpen(second)]).toEqual([false, true])
  for (const again of [cheap, dear]) {
    await expect(desk.list(again)).rejects.toMatchObject({ name: 'Agent.OldRequestError' })
  }
  // The same terms anew: the contract lists nothing twice, so what is there stays.
  expect(await desk.list(await signOffer(dataSet, 2n * unit))).toEqual({ listing: second })
  expect(await isOpen(second)).toBe(true)
})

test('an owner ends a listing, and nobody else does; no older offer brings it back', async () => {
  const { desk } = openDesk()
  const { dataSet, grant } = await publish('LSV00000000000014')
  await desk.takeGrant(grant)
  const never = await signOffer(dataSet, 2n * unit)
  const { listing } = await desk.list(await signOffer(dataSet, unit))
  const forged = await signClosing(dataSet, buyer)
  await expect(desk.close(forged)).rejects.toMatchObject({ name: 'Agent.NotTheOwnerError' })
  expect(await desk.close(await signClosing(dataSet))).toEqual({ closed: 1 })
  expect(await isOpen(listing)).toBe(false)
  await expect(desk.list(never)).rejects.toMatchObject({ name: 'Agent.OldRequestError' })
})

test('a request from far ahead is refused: it would shut out what the owner signs next', async () => {
  const { desk } = openDesk()
  const { dataSet, grant } = await publish('LSV00000000000015')
  await desk.takeGrant(grant)
  await expect(desk.list(await signOffer(dataSet, unit, { signedAtMs: nowMs + 600_001 }))).rejects.toMatchObject({
    name: 'Agent.EarlyRequestError',
  })
  expect((await desk.list(await signOffer(dataSet, unit))).listing).toMatch(/^0x/)
})

test('what the page signs is what the agent takes, and another agent is asked for nothing', async () => {
  const { desk } = openDesk()
  const { dataSet, grant } = await publish('LSV00000000000017')
  await desk.takeGrant(grant)
  const { address } = agent.account
  const client: Pick<ReturnType<typeof createAgentClient>, 'info' | 'list' | 'close'> = {
    info: async () => ({ account: address, grantKey: '0x', maker: undefined }),
    list: async (body) => (await desk.list(offerRequestSchema.parse(body))).listing,
    close: (body) => desk.close(closingRequestSchema.parse(body)),
  }
  const ask = () => ({
    account: owner.account,
    agent: client as ReturnType<typeof createAgentClient>,
    chainId,
    nowMs: ++lastMs,
  })
  const listing = await offerByAgent(ask(), { dataSet, token: qdd, price: unit, expiresAtS: farAwayS })
  expect(await isOpen(listing)).toBe(true)
  const other = { ...ask(), seller: buyer.account.address }
  await expect(closeByAgent(other, dataSet)).rejects.toMatchObject({ name: 'Market.OtherAgentError' })
  await closeByAgent({ ...ask(), seller: address }, dataSet)
  expect(await isOpen(listing)).toBe(false)
})

test('of two offers that come at once one is open in the end', async () => {
  const { desk } = openDesk()
  const { dataSet, grant } = await publish('LSV00000000000016')
  await desk.takeGrant(grant)
  const offers = [await signOffer(dataSet, unit), await signOffer(dataSet, 2n * unit)]
  const results = await Promise.allSettled(offers.map((offer) => desk.list(offer)))
  const listings = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.listing] : []))
  expect((await Promise.all(listings.map(isOpen))).filter(Boolean)).toHaveLength(1)
})
