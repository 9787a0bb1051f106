import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Returns the bytes of all files in a directory. */
export async function directorySize(path: string): Promise<number> {
  const names = await readdir(path, { recursive: true })
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
