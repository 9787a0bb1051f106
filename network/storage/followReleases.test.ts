import { afterEach, expect, test } from 'vitest'
import { readLease } from '../../lib/ipfs/leases.ts'
import { putBlocks } from '../../lib/ipfs/putBlocks.ts'
import { startFollowingReleases } from './followReleases.ts'
import { clearTestStorage, makeBlock, startTestStorage } from './testStorage.ts'

afterEach(clearTestStorage)

test('keeps what the registry names, although who stored it has no lease', async () => {
  let now = Date.now()
  const { node, storage } = await startTestStorage({ now: () => now })
  const [kept, loose] = [makeBlock(500), makeBlock(500)]
  await putBlocks({ node, blocks: [kept, loose] })
  const readReleases = async () => [{ number: 8, cid: kept.cid }]
  const following = startFollowingReleases({ storage, readReleases, now: () => now, everyMs: 3_600_000 })
  await following.look()
  await following.stop()
  now += 2 * 3_600_000
  await storage.collect()
  expect(storage.sizeOf(kept.cid)).toBe(500)
  expect(storage.sizeOf(loose.cid)).toBeUndefined()
  expect(storage.leases('registry')).toMatchObject([{ id: 'dictionary 8', missing: 0 }])
  // Nobody else can end it: it is not among the leases of those who ask without an account.
  expect(await readLease({ node, id: 'dictionary 8' })).toBeUndefined()
})

test('goes on when the chain does not answer', async () => {
  const { storage } = await startTestStorage()
  const following = startFollowingReleases({ storage, readReleases: () => Promise.reject(new Error('away')) })
  await following.stop()
  expect(storage.leases('registry')).toEqual([])
})

/** A store that counts what it is asked to fetch, and gets it only while `peer` has it. */
function createStore() {
  const here = new Set<string>()
  const peer = new Set<string>()
  const asked: string[] = []
  const storage = {
    sizeOf: (cid: string) => (here.has(cid) ? 100 : undefined),
    lease(_account: string, { cids: [cid], pull }: { cids: readonly string[]; pull: boolean }) {
      if (!pull) return
      if (!here.has(cid!)) asked.push(cid!)
      if (peer.has(cid!)) here.add(cid!)
    },
  }
  return { storage, here, peer, asked }
}

test('asks again for what no peer gave, less and less often, until one has it', async () => {
  let now = 0
  const { storage, peer, asked } = createStore()
  const readReleases = async () => [{ number: 8, cid: 'lost' }]
  const following = startFollowingReleases({ storage, readReleases, now: () => now, everyMs: 30_000 })
  await following.stop()
  const askedAt: number[] = []
  for (; now < 86_400_000; now += 30_000) {
    const before = asked.length
    await following.look()
    if (asked.length > before) askedAt.push(now / 1_000)
  }
  expect(askedAt.slice(0, 4)).toEqual([30, 90, 210, 450])
  expect(askedAt.at(-1)! - askedAt.at(-2)!).toBe(3_600)
  peer.add('lost')
  now += 3_600_000
  await following.look()
  expect(storage.sizeOf('lost')).toBe(100)
  const inAll = asked.length
  for (let day = 0; day < 10; day++, now += 86_400_000) await following.look()
  expect(asked).toHaveLength(inAll)
})

test('asks at once for what the disk has lost', async () => {
  let now = 0
  const { storage, here, peer, asked } = createStore()
  peer.add('kept')
  const readReleases = async () => [{ number: 8, cid: 'kept' }]
  const following = startFollowingReleases({ storage, readReleases, now: () => now })
  await following.stop()
  here.delete('kept')
  now += 30_000
  await following.look()
  expect([asked, here.has('kept')]).toEqual([['kept', 'kept'], true])
})

test('those that nobody has do not keep others from being fetched', async () => {
  let now = 0
  const { storage, peer, here } = createStore()
  const releases = Array.from({ length: 100 }, (_, number) => ({ number, cid: `cid ${number}` }))
  peer.add('cid 99')
  const following = startFollowingReleases({ storage, readReleases: async () => releases, now: () => now })
  await following.stop()
  for (let look = 0; look < 60; look++, now += 30_000) await following.look()
  expect(here.has('cid 99')).toBe(true)
})
