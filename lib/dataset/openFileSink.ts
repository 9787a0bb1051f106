import type { Target } from './createDataApi.ts'
import type { Sink } from './openDataSet.ts'

export const openedFolder = 'opened'

/**
 * Opens a file to write to: the one that the person picked, or one in the private folder of this origin, from which the
 * page then offers it as a download. Either way the bytes go to the disk as they come, never all into memory.
 */
export async function openFileSink({ handle, name }: Target): Promise<Sink> {
  const file = handle ?? (await createPrivateFile(name))
  const writable = await file.createWritable()
  return {
    write: (bytes) => writable.write(bytes as BufferSource),
    close: () => writable.close(),
    abort: () => writable.abort().catch(() => {}),
  }
}

async function createPrivateFile(name: string): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory()
  // What an earlier visit left there has been taken or was not wanted.
  await root.removeEntry(openedFolder, { recursive: true }).catch(() => {})
  const folder = await root.getDirectoryHandle(openedFolder, { create: true })
  return folder.getFileHandle(name, { create: true })
}

/** Returns the file that was written to the private folder. */
export async function takePrivateFile(name: string): Promise<File> {
  const root = await navigator.storage.getDirectory()
  const folder = await root.getDirectoryHandle(openedFolder)
  return (await folder.getFileHandle(name)).getFile()
}
