import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recoverWithWasm } from '../../../lib/chain/recoverWithWasm.ts'
import { createLightClient } from '../../../lib/light/createLightClient.ts'
import { type EpochArchive, openEpochArchive } from './EpochArchive.ts'
import { startEpochKeeper } from './startEpochKeeper.ts'
import { createTestChain, type TestChain, withoutLightMethods } from './testChain.ts'

/** Sets 0 and 1 share too little for a skip, and the state between them is pruned. */
let chain: TestChain
let directory: string
let archive: EpochArchive

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'qood-epochs-'))
  archive = openEpochArchive(join(directory, 'epochs'))
  chain = await createTestChain({ candidates: 12, epochBlocks: 10, stateWindow: 12, archive })
  const [a, ...rest] = chain.producers
  await chain.mine()
  await chain.mine(await Promise.all(rest.slice(0, 8).map((account) => chain.election(account, 'unregister'))))
  await chain.mine([await chain.election(a!, 'rotate')])
  await chain.mineTo(9)
})
afterAll(async () => {
  await chain.stop()
  await rm(directory, { recursive: true, force: true })
})

const keep = () =>
  startEpochKeeper({
    chain: chain.store,
    archive,
    subscribeHeads: chain.subscribeHeads,
    onFault: (error) => {
      throw error
    },
  })
async function mineTo(number: number, keeper: ReturnType<typeof keep>): Promise<void> {
  while (chain.store.head() < number) {
    await keeper.caughtUp()
    await chain.mine()
  }
  await keeper.caughtUp()
}

/** Brings the chain that far, if no other test has. */
async function reach(number: number): Promise<void> {
  const keeper = keep()
  await mineTo(number, keeper)
  await keeper.stop()
}

const sync = (transport = chain.transport) =>
  createLightClient({ anchor: chain.anchor, transport, now: chain.now, recover: recoverWithWasm }).sync()

test('lets a client from the anchor pass an epoch whose state is gone', async () => {
  await reach(40)
  expect(chain.store.oldestState()).toBeGreaterThan(9)
  expect((await readdir(join(directory, 'epochs'))).sort()).toEqual(['1.json', '2.json', '3.json', '4.json'])
  expect((await sync()).header.number).toBe(40)
  await expect(sync(withoutLightMethods(chain.transport))).rejects.toThrow('is not available')
})

test('goes on where it stopped, and makes good for a file that a crash left half written', async () => {
  await reach(40)
  await writeFile(join(directory, 'epochs', '4.json'), '{"header":')
  await reach(49)
  const kept = await Promise.all([1, 2, 3, 4, 5, 6].map((epoch) => archive.has(epoch)))
  expect(kept).toEqual([true, true, true, true, true, false])
})

test('serves headers in bulk, and says what it does not have', async () => {
  await reach(49)
  const ask = (method: string, ...params: unknown[]) => chain.transport.request({ method, params })
  expect(await ask('qood_getHeaders', 40, 100)).toHaveLength(10)
  expect(await ask('qood_getHeaders', 1_000, 1)).toEqual([])
  await expect(ask('qood_getHeaders', 0, 100_000)).rejects.toMatchObject({ code: -32602 })
  await expect(ask('qood_getHeaders', -1, 1)).rejects.toMatchObject({ code: -32602 })
  await expect(ask('qood_getEpoch', 0)).rejects.toMatchObject({ code: -32000 })
  await expect(ask('qood_getEpoch', 77)).rejects.toMatchObject({ code: -32000 })
  expect(await ask('qood_getHead', 4)).not.toHaveProperty('proof')
  expect(await ask('qood_getHead', 3)).toHaveProperty('proof')
})
