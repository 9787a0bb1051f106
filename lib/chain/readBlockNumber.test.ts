import { afterEach, expect, test, vi } from 'vitest'
import { createProviderClient } from './createProviderClient.ts'
import { readBlockNumber } from './readBlockNumber.ts'
import { readFill } from './readFill.ts'

afterEach(() => void vi.restoreAllMocks())

/** Counts the maps that keep something under a key with that text in it. */
function watchMaps(text: string): () => number {
  const touched = new Map<Map<unknown, unknown>, unknown>()
  const { set } = Map.prototype
  vi.spyOn(Map.prototype, 'set').mockImplementation(function (this: Map<unknown, unknown>, key, value) {
    if (typeof key === 'string' && key.includes(text)) set.call(touched, this, key)
    return set.call(this, key, value)
  })
  return () => [...touched].filter(([map, key]) => map.has(key)).length
}

test('returns the number of the newest block', async () => {
  const client = createProviderClient({ request: async () => '0x10' })
  expect(await readBlockNumber(client)).toBe(16n)
})

test('a read with a client of its own leaves nothing behind that outlives it', async () => {
  const client = createProviderClient({ request: async () => '0x0' })
  const kept = watchMaps(client.uid)
  expect(await readFill(client, 3)).toEqual([])
  expect(kept()).toBe(0)
})
