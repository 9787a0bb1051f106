import type { AuthorisationCode } from '../../lib/appraisal/authorisation.ts'
import type { RecordDocument } from '../../lib/appraisal/recordDocument.ts'

/** A record that waits to be sent: written where there was no connection. */
export type RecordDraft = {
  id: string
  code: AuthorisationCode
  document: RecordDocument
  isSealed: boolean
  photos: readonly File[]
}

const name = 'qoodblock-records'
const store = 'drafts'

/** Keeps a draft in this browser until it is sent. */
export async function keepDraft(draft: RecordDraft): Promise<void> {
  await run('readwrite', (drafts) => drafts.put(draft))
}

/** Forgets a draft that was sent or given up. */
export async function dropDraft(id: string): Promise<void> {
  await run('readwrite', (drafts) => drafts.delete(id))
}

/** Returns the drafts that wait, oldest first. */
export async function readDrafts(): Promise<RecordDraft[]> {
  const drafts = (await run('readonly', (drafts) => drafts.getAll())) as RecordDraft[]
  return drafts.toSorted((a, b) => a.document.happenedAt - b.document.happenedAt)
}

async function run(mode: IDBTransactionMode, act: (drafts: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await open()
  try {
    return await settle(act(database.transaction(store, mode).objectStore(store)))
  } finally {
    database.close()
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'id' })
  return settle(request) as Promise<IDBDatabase>
}

function settle(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
