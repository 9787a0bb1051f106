import { BaseError } from '../errors.ts'
import type { TripFile, TripStore } from './TripStore.ts'

/*
 * Trips in the private files of this origin. The handle is synchronous, as workers alone have it: a frame is on its way to the
 * disk before the next sample comes, so closing the tab loses nothing that was flushed. A lock of the origin beside the handle
 * tells the other tabs who writes; the browser takes it back when a tab dies.
 */
type SyncHandle = {
  write(bytes: Uint8Array, options: { at: number }): number
  read(bytes: Uint8Array, options: { at: number }): number
  truncate(length: number): void
  flush(): void
  getSize(): number
  close(): void
}
type FileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncHandle> }

const ending = '.qtrip'
const lockPrefix = 'qoodblock-trip '

/** Returns the store of this origin; throws where the browser keeps no files for pages. */
export async function createOpfsTripStore(): Promise<TripStore> {
  let folder: FileSystemDirectoryHandle
  try {
    const root = await navigator.storage.getDirectory()
    folder = await root.getDirectoryHandle('trips', { create: true })
  } catch (cause) {
    throw new NoTripStorageError(cause)
  }
  const handleOf = (id: string, create = false) =>
    folder.getFileHandle(checkId(id) + ending, { create }) as Promise<FileHandle>
  return {
    async list() {
      const ids: string[] = []
      const names = (folder as unknown as { keys(): AsyncIterable<string> }).keys()
      for await (const name of names) if (name.endsWith(ending)) ids.push(name.slice(0, -ending.length))
      return ids
    },
    async held() {
      const { held = [] } = await navigator.locks.query()
      const names = held.map(({ name = '' }) => name).filter((name) => name.startsWith(lockPrefix))
      return new Set(names.map((name) => name.slice(lockPrefix.length)))
    },
    async open(id) {
      const release = await takeLock(lockPrefix + checkId(id))
      if (!release) throw new TripBusyError(undefined)
      try {
        const file = holdFile(await (await handleOf(id, true)).createSyncAccessHandle())
        return {
          ...file,
          close() {
            file.close()
            release()
          },
        }
      } catch (cause) {
        release()
        throw new TripBusyError(cause)
      }
    },
    async read(id) {
      const file = await (await handleOf(id)).getFile()
      return new Uint8Array(await file.arrayBuffer())
    },
    remove: async (id) => folder.removeEntry(checkId(id) + ending),
  }
}

/** Returns how to give the lock back; undefined where somebody else has it. */
function takeLock(name: string): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined)
        return new Promise<void>((release) => resolve(release))
      })
      .catch(reject)
  })
}

function holdFile(handle: SyncHandle): TripFile {
  let size = handle.getSize()
  return {
    append(bytes) {
      const written = writeOrFull(handle, bytes, size)
      if (written !== bytes.length) throw new TripStorageFullError(written, bytes.length)
      handle.flush()
      size += written
    },
    truncate(length) {
      handle.truncate(length)
      size = length
    },
    read() {
      const bytes = new Uint8Array(size)
      handle.read(bytes, { at: 0 })
      return bytes
    },
    close: () => handle.close(),
  }
}

/** Some browsers write what there is room for, others throw. */
function writeOrFull(handle: SyncHandle, bytes: Uint8Array, at: number): number {
  try {
    return handle.write(bytes, { at })
  } catch (cause) {
    if ((cause as Error).name === 'QuotaExceededError') throw new TripStorageFullError(0, bytes.length, cause)
    throw cause
  }
}

function checkId(id: string): string {
  if (!/^[\w-]{1,64}$/.test(id)) throw new InvalidTripIdError(id)
  return id
}

export class NoTripStorageError extends BaseError {
  override readonly name = 'Recording.NoTripStorageError'
  constructor(cause: unknown) {
    super('This browser keeps no files for pages (private window?); trips cannot be recorded.', { cause })
  }
}

export class TripBusyError extends BaseError {
  override readonly name = 'Recording.TripBusyError'
  constructor(cause: unknown) {
    super('This trip is being recorded in another tab.', { cause })
  }
}

export class TripStorageFullError extends BaseError {
  override readonly name = 'Recording.TripStorageFullError'
  constructor(written: number, expected: number, cause?: unknown) {
    super(`The browser had room for ${written} of ${expected} bytes. Export and remove old trips.`, { cause })
  }
}

export class InvalidTripIdError extends BaseError {
  override readonly name = 'Recording.InvalidTripIdError'
  constructor(found: string) {
    super(`Expected the id of a trip, found "${found.slice(0, 80)}".`)
  }
}
