import type { ByteSource } from '../crypto/sealData.ts'

/** Returns a file of the browser as bytes to seal. Name, size and time of change tell later whether it is still the same. */
export function createBlobSource(file: Blob & { name?: string; lastModified?: number }): ByteSource {
  return { fingerprint: fingerprintOf(file), open: (offset) => readStream(file.slice(offset).stream()) }
}

/** Returns what tells whether a file is the one that a sealing began with. */
export function fingerprintOf(file: Blob & { name?: string; lastModified?: number }): string {
  return `${file.name ?? ''} ${file.size} ${file.lastModified ?? 0}`
}

async function* readStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
