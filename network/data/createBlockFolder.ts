import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Returns blocks as files named by their CIDs. A block appears under its name complete or not at all. */
export async function createBlockFolder(folder: string) {
  await mkdir(folder, { recursive: true })
  return {
    async putBlock(cid: string, block: Uint8Array): Promise<void> {
      const path = join(folder, cid)
      const part = `${path}.${randomUUID()}.part`
      await writeFile(part, block)
      await rename(part, path)
    },
    getBlock: (cid: string): Promise<Uint8Array<ArrayBuffer> | undefined> => readBlock(join(folder, cid)),
  }
}

async function readBlock(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    // A copy with a buffer of its own, which can move to a worker.
    return new Uint8Array(await readFile(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
