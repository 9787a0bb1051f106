import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Pull } from './createPuller.ts'
import {
  anybody,
  createStorage,
  defaultStorageLimits,
  entryBytes,
  QuotaExceededError,
  type Storage,
  type StorageLimits,
  UnknownLeaseError,
} from './createStorage.ts'
import { openBlockFiles } from './openBlockFiles.ts'
import { openBlockIndex } from './openBlockIndex.ts'
import { clearTestStorage, makeBlock, makeFolder } from './testStorage.ts'

afterEach(clearTestStorage)

/** A store whose removals and writes wait for the test, whose reads may miss a file once, and whose clock is the test's. */
async function openStorage({
  limits,
  pull,
  now = () => 0,
  freeBytes,
}: {
  limits?: Partial<StorageLimits>
  pull?: Pull
  now?: () => number
  freeBytes?: () => Promise<number>
}) {
  const folder = makeFolder()
  const files = await openBlockFiles(join(folder, 'blocks'))
  const index = openBlockIndex(join(folder, 'index.db'))
  const removal = { begun: Promise.withResolvers<void>(), mayGo: Promise.resolve() }
  const remove = async (cid: string) => {
    removal.begun.resolve()
    await removal.mayGo
    await files.remove(cid)
  }
  const writing: { meanwhile?: () => Promise<unknown> } = {}
  const write = (cid: string, bytes: Uint8Array) => files.write(cid, bytes).finally(() => writing.meanwhile?.())
  const misses = new Set<string>()
  const read = async (cid: string) => (misses.delete(cid) ? undefined : files.read(cid))
  const all = { ...defaultStorageLimits, reserveBytes: 0, ...limits }
  const storage = createStorage({
    index,
    files: { ...files, read, write, remove, ...(freeBytes && { freeBytes }) },
    limits: all,
    now,
    pull,
  })
  const wish = (id: string, cids: string[], isPulled = false) => ({
    ...{ id, title: '', untilMs: now() + 1e8, cids },
    pull: isPulled,
  })
  return { storage, files, removal, writing, misses, wish }
}

const held = async (storage: Storage, cid: string) => new Uint8Array((await storage.get(cid)) ?? [])
const settle = () => new Promise((resolve) => setImmediate(resolve))

async function pulled(storage: Storage, account: string, id: string) {
  while (storage.findLease(account, id).pulling) await settle()
  return storage.findLease(account, id)
}

test('a block that is written while the store collects counts once', async () => {
  const block = makeBlock(1_000)
  const { storage, writing } = await openStorage({})
  writing.meanwhile = storage.collect
  await storage.put(block.cid, block.bytes, 'one')
  expect(storage.account('one').usedBytes).toBe(1_000)
})

test('blocks that are put at once are held to the quota and the disk together, and room that was not used is free again', async () => {
  const blocks = [makeBlock(1_000), makeBlock(1_000), makeBlock(1_000)] as const
  const { storage, files, writing } = await openStorage({ limits: { quotaBytes: 2_500 } })
  const put = (i: 0 | 1 | 2, account = 'one') => storage.put(blocks[i].cid, blocks[i].bytes, account)
  const outcomes = await Promise.allSettled([put(0), put(1), put(2)])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { name: 'Storage.QuotaExceededError', message: expect.stringContaining('make 3000 bytes') },
  })
  expect(storage.account('one').usedBytes).toBe(2_000)
  writing.meanwhile = () => Promise.reject(new Error('the disk broke'))
  await expect(put(2, 'two').catch(() => put(0, 'two'))).resolves.toBe('already')
  writing.meanwhile = async () => {}
  await files.remove(blocks[2].cid)
  const [more, most] = [makeBlock(700), makeBlock(800)]
  await expect(storage.put(most.cid, most.bytes, 'two')).resolves.toBe('stored')
  await expect(storage.put(more.cid, more.bytes, 'two')).resolves.toBe('stored')
})

test('blocks that are put at once leave free on the disk what is to stay free', async () => {
  const blocks = [makeBlock(1_000), makeBlock(1_000)]
  const { storage } = await openStorage({ limits: { reserveBytes: 500 }, freeBytes: async () => 2_000 })
  const outcomes = await Promise.allSettled(blocks.map(({ cid, bytes }) => storage.put(cid, bytes, 'one')))
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('a pull that goes over the quota of one account leaves what another account stored meanwhile', async () => {
  const [block, filler] = [makeBlock(1_000), makeBlock(13_000)]
  const arrival = Promise.withResolvers<void>()
  const { storage, wish } = await openStorage({ limits: { quotaBytes: 30_000 }, pull: () => arrival.promise })
  await storage.put(filler.cid, filler.bytes, 'full')
  storage.lease('full', wish('filler', [filler.cid]))
  storage.lease('full', wish('more', [block.cid], true))
  await storage.put(block.cid, block.bytes, 'other')
  arrival.resolve()
  expect((await pulled(storage, 'full', 'more')).fault).toMatch(/for this account/)
  expect(await held(storage, block.cid)).toEqual(block.bytes)
})

test('a pull that goes over the quota of one account leaves the file to another pull of the same block', async () => {
  const [block, filler] = [makeBlock(1_000), makeBlock(13_000)]
  const arrivals = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let asked = 0
  const opened = await openStorage({ limits: { quotaBytes: 30_000 }, pull: () => arrivals[asked++]!.promise })
  const { storage, files, wish } = opened
  await storage.put(filler.cid, filler.bytes, 'full')
  storage.lease('full', wish('filler', [filler.cid]))
  storage.lease('full', wish('more', [block.cid], true))
  storage.lease('other', wish('mine', [block.cid], true))
  await files.write(block.cid, block.bytes)
  arrivals[0]!.resolve()
  await pulled(storage, 'full', 'more')
  arrivals[1]!.resolve()
  expect(await pulled(storage, 'other', 'mine')).toMatchObject({ missing: 0, bytes: 1_000 })
  expect(await held(storage, block.cid)).toEqual(block.bytes)
})

test('a pull that goes over the quota leaves no file behind', async () => {
  const block = makeBlock(1_000)
  const opened = await openStorage({
    limits: { quotaBytes: 8_600 },
    pull: async (cid) => files.write(cid, block.bytes),
  })
  const { storage, files, wish } = opened
  storage.lease('small', wish('more', [block.cid], true))
  expect((await pulled(storage, 'small', 'more')).fault).toMatch(/for this account/)
  await settle()
  expect(await files.read(block.cid)).toBeUndefined()
})

test('a block that comes again while it is being collected is there afterwards', async () => {
  let now = 0
  const block = makeBlock(100)
  const { storage, removal, wish } = await openStorage({ limits: { graceMs: 10 }, now: () => now })
  await storage.put(block.cid, block.bytes, anybody)
  now = 1_000
  const gate = Promise.withResolvers<void>()
  removal.mayGo = gate.promise
  const collecting = storage.collect()
  await removal.begun.promise
  const putting = storage.put(block.cid, block.bytes, 'other')
  for (let i = 0; i < 20; i++) await settle()
  gate.resolve()
  await Promise.all([collecting, putting])
  storage.lease('other', wish('mine', [block.cid]))
  expect(await held(storage, block.cid)).toEqual(block.bytes)
})

test('a block that is leased while others are being collected stays', async () => {
  let now = 0
  const blocks = [makeBlock(100), makeBlock(200)]
  const { storage, removal, wish } = await openStorage({ limits: { graceMs: 10 }, now: () => now })
  for (const { cid, bytes } of blocks) await storage.put(cid, bytes, anybody)
  now = 1_000
  const gate = Promise.withResolvers<void>()
  removal.mayGo = gate.promise
  const collecting = storage.collect()
  await removal.begun.promise
  const late = blocks.find(({ cid }) => storage.sizeOf(cid) !== undefined)!
  storage.lease('other', wish('mine', [late.cid]))
  gate.resolve()
  expect(await collecting).toBe(1)
  expect(await held(storage, late.cid)).toEqual(late.bytes)
})

test('a block that comes again while its loss is noticed is there afterwards', async () => {
  const block = makeBlock(100)
  const { storage, misses } = await openStorage({})
  await storage.put(block.cid, block.bytes, 'owner')
  misses.add(block.cid)
  expect(await storage.get(block.cid)).toBeUndefined()
  expect(await held(storage, block.cid)).toEqual(block.bytes)
})

const absent = (count: number) => Array.from({ length: count }, (_, i) => makeBlock(i + 100).cid)

test('leases of blocks that are not here count against the quota, for each block and for itself', async () => {
  const { storage, wish } = await openStorage({ limits: { quotaBytes: 100 * entryBytes } })
  storage.lease('account', wish('one', absent(39)))
  expect(storage.account('account').usedBytes).toBe(40 * entryBytes)
  for (let i = 0; i < 60; i++) storage.lease('account', wish(`empty ${i}`, []))
  expect(() => storage.lease('account', wish('more', []))).toThrow(QuotaExceededError)
  expect(() => storage.lease('account', wish('one', absent(1)))).toThrow(QuotaExceededError)
  expect(storage.account('account')).toMatchObject({ usedBytes: 100 * entryBytes, leases: 61 })
})

test('what a lease adds is what counting anew finds', async () => {
  const { storage, wish } = await openStorage({})
  const blocks = [makeBlock(100), makeBlock(200), makeBlock(400)]
  const [own, others, both] = blocks.map(({ cid }) => cid)
  await storage.put(own!, blocks[0]!.bytes, 'account')
  for (const { cid, bytes } of blocks.slice(1)) await storage.put(cid, bytes, 'other')
  storage.lease('account', wish('one', [own!, both!, both!, ...absent(1)]))
  storage.lease('account', wish('two', [others!, both!]))
  storage.lease('account', wish('two', [others!, own!]))
  const { usedBytes } = storage.account('account')
  expect(usedBytes).toBe(700 + 8 * entryBytes)
  await storage.collect()
  expect(storage.account('account').usedBytes).toBe(usedBytes)
})

test('an account over its quota may prolong what it has, and no more', async () => {
  let now = 0
  const limits = { quotaBytes: 3 * entryBytes }
  const { storage, wish } = await openStorage({ limits, now: () => now })
  const cids = absent(2)
  storage.lease('account', wish('set', cids))
  limits.quotaBytes = 0
  now = 1_000
  expect(storage.lease('account', wish('set', cids)).untilMs).toBe(1e8 + 1_000)
  expect(() => storage.lease('account', wish('set', absent(1)))).toThrow(QuotaExceededError)
})

test('what anybody leased and has not come does not stay; an account keeps waiting for it', async () => {
  const { storage, wish } = await openStorage({})
  const block = makeBlock(100)
  await storage.put(block.cid, block.bytes, anybody)
  for (const account of [anybody, 'account']) {
    storage.lease(account, wish('some', [block.cid, ...absent(5)]))
    storage.lease(account, wish('none', absent(5)))
  }
  await storage.collect()
  expect(storage.findLease(anybody, 'some')).toMatchObject({ blocks: 1, missing: 0 })
  expect(() => storage.findLease(anybody, 'none')).toThrow(UnknownLeaseError)
  expect(storage.account(anybody)).toMatchObject({ usedBytes: 100 + 2 * entryBytes, leases: 1 })
  expect(storage.findLease('account', 'some')).toMatchObject({ blocks: 6, missing: 5 })
  expect(storage.findLease('account', 'none')).toMatchObject({ blocks: 5, missing: 5 })
})

test('what anybody leased is waited for while it is fetched', async () => {
  const block = makeBlock(100)
  const arrival = Promise.withResolvers<void>()
  const opened = await openStorage({
    pull: async (cid) => {
      await arrival.promise
      await files.write(cid, block.bytes)
    },
  })
  const { storage, files, wish } = opened
  storage.lease(anybody, wish('set', [block.cid], true))
  await storage.collect()
  expect(storage.findLease(anybody, 'set')).toMatchObject({ missing: 1, pulling: true })
  arrival.resolve()
  expect(await pulled(storage, anybody, 'set')).toMatchObject({ missing: 0, bytes: 100 })
})
