import { expect, onTestFinished, test } from 'vitest'
import type { IndexStore } from '../IndexStore.ts'
import { readProgress, resetTables, writeProgress } from '../indexProgress.ts'
import { openSqliteStore } from '../openSqliteStore.ts'
import { marketTable } from '../tables/market.ts'
import { refreshListings } from './refreshListings.ts'

const page = { offset: 0, limit: 10, nowS: 1 }
const account = `0x${'07'.repeat(20)}`

async function openMarket(): Promise<IndexStore> {
  const store = openSqliteStore(':memory:')
  onTestFinished(() => store.close())
  await readProgress(store, 1)
  return store
}

/** Begins the index, or begins it anew, with those listings. */
async function build(store: IndexStore, positions: readonly number[]): Promise<void> {
  await resetTables(store, [marketTable])
  await store.write(async (write) => {
    await writeProgress(write, 1, { genesisHash: '0x00', chainId: 1, number: 0, hash: '0x00' })
    await write.insert('data_sets', [
      {
        ...{ id: 'data', position: 1, publisher: account, agreement: '0', data_class: 'none', is_private: 0 },
        ...{ bytes: '0x', content: '0x', cid: '', hash: '0x', is_live: 1, tries: 0 },
      },
    ])
    await write.insert(
      'listings',
      positions.map((position, i) => ({
        ...{ position, id: `listing ${position}`, revision: i + 1, data_set: 'data', seller: account, token: account },
        ...{ price: '1', price_micro: 1, terms: '0x', data_class: 'none', is_private: 0, is_open: 1, chunks: 1 },
        ...{ time: 1, expires_at: 9, sold: 0 },
      })),
    )
  })
}

test('finds nothing of a chain that was dropped, also where both began with the same listing', async () => {
  const store = await openMarket()
  await build(store, [10, 11])
  expect((await refreshListings(store)).search({}, page).positions).toEqual([11, 10])
  await build(store, [10, 12])
  expect((await refreshListings(store)).search({}, page).positions).toEqual([12, 10])
})

test('reads only what is new of an index that goes on', async () => {
  const store = await openMarket()
  await build(store, [10])
  const index = await refreshListings(store)
  expect(await refreshListings(store)).toBe(index)
})
