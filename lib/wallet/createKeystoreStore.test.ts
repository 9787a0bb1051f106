import { IDBFactory } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { createKeystoreStore } from './createKeystoreStore.ts'

test('is empty at first, then gives back what was written, also to another tab', async () => {
  const indexedDB = new IDBFactory()
  const store = createKeystoreStore({ indexedDB })
  expect(await store.load()).toEqual({ text: undefined, revision: 0 })
  await store.replace(0, 'one')
  expect(await createKeystoreStore({ indexedDB }).load()).toEqual({ text: 'one', revision: 1 })
})

test('lets one of two tabs win, and names the conflict to the other', async () => {
  const indexedDB = new IDBFactory()
  const tabs = [createKeystoreStore({ indexedDB }), createKeystoreStore({ indexedDB })]
  const results = await Promise.allSettled(tabs.map((tab, i) => tab.replace(0, `tab ${i}`)))
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const lost = results.find((result) => result.status === 'rejected')
  expect(lost?.reason).toMatchObject({ name: 'Wallet.KeystoreConflictError' })
  const winner = results.findIndex(({ status }) => status === 'fulfilled')
  expect(await tabs[0]!.load()).toEqual({ text: `tab ${winner}`, revision: 1 })
})

test('counts on after a removal, so that an old tab cannot overwrite a new wallet', async () => {
  const store = createKeystoreStore({ indexedDB: new IDBFactory() })
  await store.replace(0, 'old')
  await store.replace(1, undefined)
  expect(await store.load()).toEqual({ text: undefined, revision: 2 })
  await store.replace(2, 'new')
  await expect(store.replace(1, 'old again')).rejects.toMatchObject({ name: 'Wallet.KeystoreConflictError' })
  expect(await store.load()).toEqual({ text: 'new', revision: 3 })
})

test('names storage that refuses or does not answer', async () => {
  const refusing = { open: () => failing(new DOMException('no', 'QuotaExceededError')) } as unknown as IDBFactory
  await expect(createKeystoreStore({ indexedDB: refusing }).load()).rejects.toMatchObject({
    name: 'Wallet.StorageFailedError',
    details: 'QuotaExceededError',
  })
  const silent = { open: () => ({}) } as unknown as IDBFactory
  await expect(createKeystoreStore({ indexedDB: silent, timeoutMs: 1 }).load()).rejects.toMatchObject({
    name: 'Wallet.StorageFailedError',
  })
})

function failing(error: DOMException) {
  const request = { error, onerror: () => {} }
  queueMicrotask(() => request.onerror())
  return request
}
