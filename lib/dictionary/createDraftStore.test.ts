import { IDBFactory } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { createDraftStore } from './createDraftStore.ts'

const draft = (key: string, updatedAtMs: number) => ({ key, baseRelease: undefined, value: { id: key }, updatedAtMs })

test('keeps drafts, the last changed first, and forgets the removed ones', async () => {
  const store = createDraftStore({ indexedDB: new IDBFactory() })
  await store.save(draft('a', 1))
  await store.save(draft('b', 2))
  await store.save(draft('a', 3))
  expect((await store.list()).map(({ key }) => key)).toEqual(['a', 'b'])
  expect(await store.load('a')).toEqual(draft('a', 3))
  await store.remove('a')
  expect(await store.load('a')).toBeUndefined()
})

test('says by name that nothing can be stored', async () => {
  const indexedDB = { open: () => ({}) } as unknown as IDBFactory
  await expect(createDraftStore({ indexedDB, timeoutMs: 1 }).list()).rejects.toMatchObject({
    name: 'Dictionary.DraftStoreError',
  })
})
