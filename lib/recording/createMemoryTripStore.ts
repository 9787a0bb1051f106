import { TripBusyError } from './createOpfsTripStore.ts'
import type { TripStore } from './TripStore.ts'

/** Returns a store that lasts as long as the page; for programs and tests. */
export function createMemoryTripStore(): TripStore {
  const files = new Map<string, Uint8Array>()
  const held = new Set<string>()
  return {
    list: async () => [...files.keys()],
    held: async () => new Set(held),
    async open(id) {
      if (held.has(id)) throw new TripBusyError(undefined)
      held.add(id)
      if (!files.has(id)) files.set(id, new Uint8Array())
      return {
        append(bytes) {
          const before = files.get(id)!
          const joined = new Uint8Array(before.length + bytes.length)
          joined.set(before)
          joined.set(bytes, before.length)
          files.set(id, joined)
        },
        truncate: (length) => void files.set(id, files.get(id)!.slice(0, length)),
        read: () => files.get(id)!.slice(),
        close: () => void held.delete(id),
      }
    },
    read: async (id) => files.get(id)!.slice(),
    remove: async (id) => void files.delete(id),
  }
}
