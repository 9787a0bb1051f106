import { afterAll, beforeAll, expect, test } from 'vitest'
import { recoverWithWasm } from '../../../lib/chain/recoverWithWasm.ts'
import { createLightClient } from '../../../lib/light/createLightClient.ts'
import { createMemoryLightStore } from '../../../lib/light/LightStore.ts'
import { createTestChain, type TestChain } from './testChain.ts'

/*
 * Two histories of one chain, sealed by the same producers: the same up to block 5, then three days without a block, and
 * then another one each. Nothing but a hash from elsewhere tells which of them is the chain.
 */
let honest: TestChain
let forged: TestChain
const threeDays = 3 * 86_400

beforeAll(async () => {
  const [first, second] = await Promise.all([createTestChain({ candidates: 5 }), createTestChain({ candidates: 5 })])
  honest = first
  forged = second
  for (const chain of [honest, forged]) {
    await chain.mineTo(5)
    chain.pass(threeDays * 1_000)
  }
  await honest.mineTo(24)
  forged.pass(1_000)
  await forged.mineTo(26)
})
afterAll(() => Promise.all([honest.stop(), forged.stop()]))

/** Lets anybody hold to the time in headers, as on a chain whose clock nobody moves. */
function anchorOf({ anchor: { movableClock: _, ...anchor } }: TestChain) {
  return anchor
}

function create(chain: TestChain, store = createMemoryLightStore(), now = chain.now) {
  const { transport } = chain
  return createLightClient({ anchor: anchorOf(honest), transport, store, now, recover: recoverWithWasm })
}

/** What is kept by somebody who was here at block 5. */
async function savedAtFive(): Promise<ReturnType<typeof createMemoryLightStore>> {
  const store = createMemoryLightStore()
  const early = await createTestChain({ candidates: 5 })
  await early.mineTo(5)
  await create(early, store).sync()
  await early.stop()
  return store
}

test('the anchor says for how long producers answer for what they sealed: two thirds of UNBOND', () => {
  const { genesisTime, trustSeconds } = honest.anchor
  expect([genesisTime, trustSeconds]).toEqual([Date.UTC(2026, 10, 21) / 1_000, 2 * 86_400])
})

test('a saved head that is older than that leads on, and says so in every later session', async () => {
  const store = await savedAtFive()
  const client = create(forged, store)
  expect(client.state().lapse).toBeUndefined()
  await client.sync()
  const lapse = { number: 5, hash: honest.store.hash(5), limitSeconds: 2 * 86_400 }
  expect(client.state()).toMatchObject({ error: undefined, lapse })
  expect(client.state().lapse!.ageSeconds).toBeGreaterThan(threeDays)
  const next = create(forged, store)
  await next.sync()
  expect(next.state()).toMatchObject({ error: undefined, lapse })
  const other = create(forged)
  other.adopt(next.snapshot())
  expect(other.state().lapse).toMatchObject(lapse)
})

test('an anchor that is older than that leads on, and says so', async () => {
  const client = create(honest)
  await client.sync()
  expect(client.state().lapse).toMatchObject({ number: 0, hash: honest.anchor.genesisHash })
})

test('a head that is young enough leads on without a word', async () => {
  const store = await savedAtFive()
  const early = await createTestChain({ candidates: 5 })
  early.pass(86_400_000)
  await early.mineTo(7)
  const client = create(early, store)
  await client.sync().catch(() => {})
  expect(client.state().lapse).toBeUndefined()
  await early.stop()
})

test('where the clock of the chain may be moved, age says nothing', async () => {
  const { anchor, transport, now } = honest
  const client = createLightClient({ anchor, transport, now, recover: recoverWithWasm })
  await client.sync()
  expect(client.state().lapse).toBeUndefined()
})

test('a hash from elsewhere mends it, from there to the head', async () => {
  const store = await savedAtFive()
  const client = create(honest, store)
  const head = await client.sync()
  expect((await client.vouch(honest.store.hash(20)!)).hash).toBe(head.hash)
  expect(client.state()).toMatchObject({ lapse: undefined, error: undefined })
  const next = create(honest, store)
  await next.sync()
  expect(next.state().lapse).toBeUndefined()
})

test('a hash that the server cannot show, or that is old itself, mends nothing', async () => {
  const client = create(forged, await savedAtFive())
  await client.sync()
  await expect(client.vouch(honest.store.hash(20)!)).rejects.toMatchObject({ name: 'Light.NoBlockError' })
  await expect(client.vouch(honest.store.hash(4)!)).rejects.toMatchObject({ name: 'Light.OldCheckpointError' })
  expect(client.state()).toMatchObject({ lapse: { number: 5 }, head: { hash: forged.store.hash(26) } })
})

test('a hash of another history than the one that was followed leads back to the right one', async () => {
  const store = await savedAtFive()
  await create(forged, store).sync()
  const client = create(honest, store)
  await expect(client.sync()).rejects.toMatchObject({ name: 'Light.StaleHeadError' })
  await client.vouch(honest.store.hash(24)!)
  expect(client.state()).toMatchObject({ lapse: undefined, head: { hash: honest.store.hash(24) } })
  expect((await client.sync()).hash).toBe(honest.store.hash(24))
})
