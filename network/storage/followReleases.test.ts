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
