import { BaseError } from '../errors.ts'

/** A dictionary that somebody is writing: sound or not, in this browser only. */
export type Draft = {
  key: string
  /** The release it was begun from, if any. */
  baseRelease: number | undefined
  value: Record<string, unknown>
  updatedAtMs: number
}
export type DraftStore = {
  list(): Promise<Draft[]>
  load(key: string): Promise<Draft | undefined>
  save(draft: Draft): Promise<void>
  remove(key: string): Promise<void>
}

const storeName = 'drafts'

/** Returns the drafts of this origin; databases are opened per call and closed after it. */
export function createDraftStore({
  indexedDB,
  databaseName = 'qoodblock-dictionary',
  timeoutMs = 10_000,
}: {
  indexedDB: IDBFactory
  databaseName?: string
  timeoutMs?: number
}): DraftStore {
  async function run<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const timer = setTimeout(() => reject(new DraftStoreError(`no answer within ${timeoutMs} ms`)), timeoutMs)
    const opening = indexedDB.open(databaseName, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(storeName, { keyPath: 'key' })
    opening.onerror = () => reject(new DraftStoreError(opening.error))
    opening.onsuccess = () => {
      const database = opening.result
      database.onversionchange = () => database.close()
      const transaction = database.transaction(storeName, mode)
      const request = ask(transaction.objectStore(storeName))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(new DraftStoreError(transaction.error))
    }
    return promise.finally(() => {
      clearTimeout(timer)
      if (opening.readyState === 'done' && !opening.error) opening.result.close()
    })
  }

  return {
    async list() {
      const drafts = await run<Draft[]>('readonly', (store) => store.getAll())
      return drafts.sort((a, b) => b.updatedAtMs - a.updatedAtMs)
    },
    load: (key) => run<Draft | undefined>('readonly', (store) => store.get(key)),
    save: async (draft) => void (await run('readwrite', (store) => store.put(draft))),
    remove: async (key) => void (await run('readwrite', (store) => store.delete(key))),
  }
}

export class DraftStoreError extends BaseError {
  override readonly name = 'Dictionary.DraftStoreError'
  constructor(cause: unknown) {
    super('The browser could not read or write drafts.', {
      details: cause instanceof Error ? cause.name : String(cause),
      metaMessages: ['Private windows and full disks refuse storage.'],
    })
  }
}
