import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Checkpoints of epochs, one small file each: they outlive the state that they were proved from. */
export type EpochArchive = {
  has(epoch: number): Promise<boolean>
  read(epoch: number): Promise<object | undefined>
  write(epoch: number, checkpoint: object): Promise<void>
}

/** Opens the archive in a directory, which need not exist. */
export function openEpochArchive(directory: string): EpochArchive {
  const pathOf = (epoch: number) => join(directory, `${epoch}.json`)
  async function read(epoch: number): Promise<object | undefined> {
    try {
      return JSON.parse(await readFile(pathOf(epoch), 'utf8'))
    } catch (error) {
      // A missing file is an epoch not kept, and so is one that a crash left half written.
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }
  return {
    read,
    has: async (epoch) => (await read(epoch)) !== undefined,
    async write(epoch, checkpoint) {
      await mkdir(directory, { recursive: true })
      const path = pathOf(epoch)
      await writeFile(`${path}.new`, JSON.stringify(checkpoint))
      await rename(`${path}.new`, path)
    },
  }
}
