import { createFrameKey, type FrameKey } from './frameKey.ts'

/** Returns the key of this browser that signs trips; made when the first adapter is paired, and never readable. */
export async function loadFrameKey(): Promise<FrameKey> {
  const database = await open()
  try {
    const kept = await request<FrameKey | undefined>(database.transaction('keys').objectStore('keys').get('device'))
    if (kept) return kept
    const key = await createFrameKey()
    const store = database.transaction('keys', 'readwrite').objectStore('keys')
    // Two tabs may pair at once: the first key stays.
    await request(store.add(key, 'device')).catch(() => {})
    return request<FrameKey>(database.transaction('keys').objectStore('keys').get('device'))
  } finally {
    database.close()
  }
}

function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open('qood.recording', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('keys')
  return request(opening)
}

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
}
