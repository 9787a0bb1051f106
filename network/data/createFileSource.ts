import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ByteSource } from '../../lib/crypto/sealData.ts'

/** Returns a file as bytes to seal. Size and time of change tell a later run whether it is still the same. */
export async function createFileSource(path: string): Promise<ByteSource> {
  const { size, mtimeMs } = await stat(path)
  return {
    fingerprint: `${size} ${mtimeMs}`,
    open: (start) => createReadStream(path, { start, highWaterMark: 1 << 18 }),
  }
}
