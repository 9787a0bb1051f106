import { createMemoryTripStore } from './createMemoryTripStore.ts'
import { TripStorageFullError } from './createOpfsTripStore.ts'
import type { TripStore } from './TripStore.ts'

/** Returns a store in memory whose disk can be full; for tests. */
export function createFillingTripStore(store: TripStore = createMemoryTripStore()) {
  const disk = { framesLeft: Number.POSITIVE_INFINITY }
  const filling: TripStore = {
    ...store,
    async open(id) {
      const file = await store.open(id)
      return {
        ...file,
        append(bytes) {
          if (disk.framesLeft-- <= 0) throw new TripStorageFullError(0, bytes.length)
          file.append(bytes)
        },
      }
    },
  }
  return { store: filling, disk }
}
