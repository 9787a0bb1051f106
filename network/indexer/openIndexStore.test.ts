import { describe, expect, onTestFinished, test } from 'vitest'
import type { IndexStore } from './IndexStore.ts'
import { openIndexStore } from './openIndexStore.ts'
import { findPostgres, startTestPostgres } from './startTestPostgres.ts'

const postgres = findPostgres()
const stores: [string, boolean, () => Promise<IndexStore>][] = [
  ['SQLite', true, () => openIndexStore(':memory:')],
  ['PostgreSQL', postgres !== undefined, openPostgres],
]

async function openPostgres(): Promise<IndexStore> {
  const { url, stop } = await startTestPostgres(postgres!)
  onTestFinished(stop)
  return openIndexStore(url)
}

describe.each(stores)('%s', (_, isHere, open) => {
  // A server of this machine is started where it has one; elsewhere this cannot be known.
  test.skipIf(!isHere)('reads a zero byte and half a character as the sign for what cannot be shown', async () => {
    const store = await open()
    onTestFinished(() => store.close())
    await store.write(async (write) => {
      await write.run('CREATE TABLE names (id integer PRIMARY KEY, name text NOT NULL)')
      await write.insert('names', [
        { id: 1, name: 'A\0B' },
        { id: 2, name: 'A\ud83dB' },
      ])
      await write.run('INSERT INTO names (id, name) VALUES (?, ?)', [3, '\0'])
    })
    const names = await store.all<{ name: string }>('SELECT name FROM names ORDER BY id')
    expect(names.map(({ name }) => name)).toEqual(['A\ufffdB', 'A\ufffdB', '\ufffd'])
    expect(await store.all('SELECT id FROM names WHERE name = ? ORDER BY id', ['A\0B'])).toMatchObject([
      { id: 1 },
      { id: 2 },
    ])
  })
})
