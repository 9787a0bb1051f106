import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLightClient } from '../../../lib/light/createLightClient.ts'
import { createMemoryLightStore, type LightStore } from '../../../lib/light/LightStore.ts'
import type { Transport } from '../../../lib/light/Transport.ts'
import { createTestChain, type TestChain } from './testChain.ts'

/* A development chain that is reset has the genesis and the producers it had before; only its blocks are other ones. */

let before: TestChain
let anew: TestChain

beforeAll(async () => {
  ;[before, anew] = await Promise.all([createTestChain({ candidates: 5 }), createTestChain({ candidates: 5 })])
  await before.mineTo(6)
  anew.pass(100_000)
})
afterAll(async () => {
  await before.stop()
  await anew.stop()
})

const create = (transport: Transport, store: LightStore, now = anew.now) =>
  createLightClient({ anchor: before.anchor, transport, store, now })

async function knowBefore(): Promise<LightStore> {
  const store = createMemoryLightStore()
  await create(before.transport, store).sync()
  return store
}

test('both chains begin with the same block 0', () => {
  expect(anew.anchor).toEqual(before.anchor)
})

test.each([0, 2, 9])('a chain begun anew is told by its first block, at height %i', async (height) => {
  await anew.mineTo(height)
  const store = await knowBefore()
  const client = create(anew.transport, store)
  await expect(client.sync()).rejects.toMatchObject({ name: 'Light.ChainResetError', kind: 'history' })
  const { head, error } = client.state()
  expect(head?.hash).toBe(before.store.hash(6))
  expect(error?.reset).toEqual({
    kind: 'history',
    expected: before.store.hash(1),
    found: height === 0 ? before.anchor.genesisHash : anew.store.hash(1),
  })
  await client.clear()
  expect((await create(anew.transport, store).sync()).hash).toBe(anew.store.hash(height))
})

test('a reset while nobody asked is noticed, however high the new chain has grown', async () => {
  await anew.mineTo(9)
  let transport = before.transport
  let time = before.now()
  const client = create({ request: (call) => transport.request(call) }, createMemoryLightStore(), () => time)
  await client.sync()
  transport = anew.transport
  time = anew.now()
  await expect(client.sync()).rejects.toMatchObject({ name: 'Light.ChainResetError', kind: 'history' })
  expect(client.state().head?.hash).toBe(before.store.hash(6))
})

test('a server that makes up a first block is no chain begun anew', async () => {
  const store = await knowBefore()
  const lying: Transport = {
    async request(call) {
      const block = (await anew.transport.request({ method: 'eth_getBlockByNumber', params: ['0x1', false] })) as object
      if (call.method === 'qood_getHead') {
        const answer = (await before.transport.request(call)) as object
        return {
          ...answer,
          header: await before.transport.request({ method: 'eth_getBlockByNumber', params: ['0x2', false] }),
        }
      }
      if (call.params?.[0] === '0x1') return { ...block, extraData: '0x' }
      return before.transport.request(call)
    },
  }
  await expect(create(lying, store).sync()).rejects.toMatchObject({ name: 'Light.StaleHeadError' })
})
