import { BaseError } from '../errors.ts'
import type { DataSetRecord } from './DataSetRecord.ts'

export type RecordStore = {
  list(): Promise<DataSetRecord[]>
  get(id: string): Promise<DataSetRecord | undefined>
  put(record: DataSetRecord): Promise<void>
  remove(id: string): Promise<void>
  /** Small things beside the records, by name. */
  getNote<T>(name: string): Promise<T | undefined>
  putNote(name: string, value: unknown): Promise<void>
}

const [records, notes] = ['records', 'notes']

/** Returns the journal of the data sets of this browser, in IndexedDB. */
export function createRecordStore(options: { indexedDB: IDBFactory; name?: string }): RecordStore {
  const { indexedDB, name = 'qoodblock-data' } = options
  let opening: Promise<IDBDatabase> | undefined
  const open = () => (opening ??= openDatabase(indexedDB, name))

  async function run<T>(
    store: string,
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest,
  ): Promise<T> {
    const transaction = (await open()).transaction(store, mode)
    const request = ask(transaction.objectStore(store))
    return new Promise<T>((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result as T)
      transaction.onabort = () => reject(new JournalFailedError(transaction.error))
    })
  }

  return {
    list: () => run(records, 'readonly', (store) => store.getAll()),
    get: (id) => run(records, 'readonly', (store) => store.get(id)),
    put: (record) => run(records, 'readwrite', (store) => store.put(record)),
    remove: (id) => run(records, 'readwrite', (store) => store.delete(id)),
    getNote: (key) => run(notes, 'readonly', (store) => store.get(key)),
    putNote: (key, value) => run(notes, 'readwrite', (store) => store.put(value, key)),
  }
}

function openDatabase(indexedDB: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore(records, { keyPath: 'id' })
      request.result.createObjectStore(notes)
    }
    request.onerror = () => reject(new JournalFailedError(request.error))
    request.onsuccess = () => resolve(request.result)
  })
}

export class JournalFailedError extends BaseError {
  override readonly name = 'Dataset.JournalFailedError'
  constructor(cause: unknown) {
    super('The browser cannot read or write the list of your data sets.', {
      cause,
      details: (cause as Error | null)?.message ?? '',
      metaMessages: ['A private window, or a disk that is full, may be the reason.'],
    })
  }
}
