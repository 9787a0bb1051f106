import { BaseError } from '../errors.ts'

/*
 * The keystore of this origin, in IndexedDB, with a revision. A write names the revision it was based on and fails when
 * another tab was faster: read, compare and write are one transaction, so no tab ever overwrites what it has not seen.
 * Removing is a write too: revisions only grow, so a removed and newly made keystore is never taken for the old one.
 */
export type StoredKeystore = { text: string | undefined; revision: number }
export type KeystoreStore = {
  load(): Promise<StoredKeystore>
  /** Replaces revision `expected` (0: nothing was ever stored); `undefined` as text removes. */
  replace(expected: number, text: string | undefined): Promise<void>
}

const storeName = 'keystore'
const recordKey = 'main'
const nothing: StoredKeystore = { text: undefined, revision: 0 }

/** Returns the keystore store of this origin; databases are opened per call and closed after it. */
export function createKeystoreStore({
  indexedDB,
  databaseName = 'qoodblock-wallet',
  timeoutMs = 10_000,
}: {
  indexedDB: IDBFactory
  databaseName?: string
  timeoutMs?: number
}): KeystoreStore {
  async function run<T>(mode: IDBTransactionMode, body: (store: IDBObjectStore, done: (value: T) => void) => void) {
    const database = await openDatabase(indexedDB, databaseName, timeoutMs)
    try {
      return await runTransaction<T>(database, { mode, body, timeoutMs })
    } finally {
      database.close()
    }
  }

  return {
    load: () =>
      run('readonly', (store, done) => {
        const read = store.get(recordKey)
        read.onsuccess = () => done((read.result as StoredKeystore | undefined) ?? nothing)
      }),
    async replace(expected, text) {
      const found = await run<number>('readwrite', (store, done) => {
        const read = store.get(recordKey)
        read.onsuccess = () => {
          const { revision } = (read.result as StoredKeystore | undefined) ?? nothing
          done(revision)
          if (revision === expected) store.put({ text, revision: expected + 1 } satisfies StoredKeystore, recordKey)
        }
      })
      if (found !== expected) throw new KeystoreConflictError(expected, found)
    },
  }
}

function openDatabase(indexedDB: IDBFactory, name: string, timeoutMs: number): Promise<IDBDatabase> {
  return withDeadline(timeoutMs, (resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onerror = () => reject(new StorageFailedError(request.error))
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close()
      resolve(request.result)
    }
  })
}

type TransactionParameters<T> = {
  mode: IDBTransactionMode
  body: (store: IDBObjectStore, done: (value: T) => void) => void
  timeoutMs: number
}

function runTransaction<T>(database: IDBDatabase, { mode, body, timeoutMs }: TransactionParameters<T>): Promise<T> {
  return withDeadline(timeoutMs, (resolve, reject) => {
    // Strict: the words may be gone from the screen when the machine loses power a moment later.
    const transaction = database.transaction(storeName, mode, { durability: 'strict' })
    let value: T | undefined
    transaction.oncomplete = () => resolve(value as T)
    transaction.onabort = () => reject(new StorageFailedError(transaction.error))
    body(transaction.objectStore(storeName), (result) => {
      value = result
    })
  })
}

function withDeadline<T>(
  timeoutMs: number,
  start: (resolve: (value: T) => void, reject: (reason: BaseError) => void) => void,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const timer = setTimeout(() => reject(new StorageFailedError(`no answer within ${timeoutMs} ms`)), timeoutMs)
  start(resolve, reject)
  return promise.finally(() => clearTimeout(timer))
}

export class KeystoreConflictError extends BaseError {
  override readonly name = 'Wallet.KeystoreConflictError'
  constructor(expected: number, found: number) {
    super(`Expected keystore revision ${expected}, found ${found}: another tab changed it.`)
  }
}

export class StorageFailedError extends BaseError {
  override readonly name = 'Wallet.StorageFailedError'
  constructor(cause: unknown) {
    super('The browser could not read or write the keystore.', {
      details: cause instanceof Error ? cause.name : String(cause),
      metaMessages: ['Private windows and full disks refuse storage.'],
    })
  }
}
