import { type ChunkPlan, readTime } from '../crypto/planChunks.ts'

const headBytes = 65_536
const chunkBytes = 262_144
const windowMs = 60_000
const timeFields = ['time', 'timeMs', 'at', 'timestamp', 't']

export type Suggestion = { plan: ChunkPlan; mediaType: string | undefined }

/** Returns how a file is best cut: lines of JSON with a time by the minute, other lines by number, all else by size. */
export async function suggestPlan(file: Blob & { name?: string }): Promise<Suggestion> {
  const fixed: ChunkPlan = { kind: 'fixed', maxChunkBytes: chunkBytes }
  const name = file.name?.toLowerCase() ?? ''
  const mediaType = mediaTypeOf(name, file.type)
  if (!/\.(jsonl|ndjson|csv|txt|log)$/.test(name)) return { plan: fixed, mediaType }
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer())
  const end = head.indexOf(10)
  if (end < 0) return { plan: fixed, mediaType }
  const lines = head.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0)
  const recordsPerChunk = Math.max(1, Math.floor(chunkBytes / 2 / Math.ceil(head.length / lines)))
  const byNumber: ChunkPlan = { kind: 'records', maxChunkBytes: chunkBytes, recordsPerChunk }
  const time = findTime(head.subarray(0, end))
  if (!time) return { plan: byNumber, mediaType }
  const firstMs = Math.floor(time.ms / windowMs) * windowMs
  return { plan: { kind: 'windows', maxChunkBytes: chunkBytes, windowMs, firstMs, timeField: time.field }, mediaType }
}

function findTime(line: Uint8Array): { field: string; ms: number } | undefined {
  for (const field of timeFields) {
    try {
      return { field, ms: readTime(line, field) }
    } catch {
      // Not this one.
    }
  }
  return undefined
}

function mediaTypeOf(name: string, told: string): string | undefined {
  if (/\.(jsonl|ndjson)$/.test(name)) return 'application/jsonl'
  return /^[a-z]+\/[a-z0-9.+-]+$/.test(told) ? told : undefined
}
