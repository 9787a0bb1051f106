import { BaseError } from '../errors.ts'
import type { LightStore } from './LightStore.ts'

const storeName = 'light'

/** Returns a store in the browser's database, one record per chain. Every access has a deadline. */
export function createIndexedDbLightStore(options: {
  indexedDB: IDBFactory
  /** Names the chain, so that two can live beside each other. */
  genesisHash: string
  databaseName?: string
  timeoutMs?: number
}): LightStore {
  const { indexedDB, genesisHash, databaseName = 'qoodblock-light', timeoutMs = 5_000 } = options

  function open(): Promise<IDBDatabase> {
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    return settle(request)
  }

  async function run<Result>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<Result>) {
    const database = await open()
    try {
      return await settle(act(database.transaction(storeName, mode).objectStore(storeName)))
    } finally {
      database.close()
    }
  }

  function settle<Result>(request: IDBRequest<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new LightStoreError('no answer in time')), timeoutMs)
      const fail = (words: string) => {
        clearTimeout(timer)
        reject(new LightStoreError(words))
      }
      request.onsuccess = () => {
        clearTimeout(timer)
        resolve(request.result)
      }
      request.onerror = () => fail(request.error?.message ?? 'an error without words')
      request.addEventListener('blocked', () => fail('another tab holds it'))
    })
  }

  return {
    load: () => run('readonly', (store) => store.get(genesisHash)),
    save: async (state) => {
      await run('readwrite', (store) => store.put(state, genesisHash))
    },
    clear: async () => {
      await run('readwrite', (store) => store.delete(genesisHash))
    },
  }
}

export class LightStoreError extends BaseError {
  override readonly name = 'Light.StoreError'
  constructor(details: string) {
    super("Expected the browser's database to keep the verified state, but it did not.", { details })
  }
}
