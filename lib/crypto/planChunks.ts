import { BaseError } from '../errors.ts'
import { sectorBytes } from './blockLayout.ts'
import { maxDepth } from './keyTree.ts'

/*
 * How data is cut into chunks. A plan is public and part of the description, so it must be possible to find the chunk of
 * a part of the data from the plan alone: by offset (fixed), by number of the record (records), or by time (windows: chunk
 * i holds exactly the records of window i, an hour without records is an empty chunk).
 */
export type ChunkPlan =
  | { kind: 'fixed'; maxChunkBytes: number }
  | { kind: 'records'; maxChunkBytes: number; recordsPerChunk: number }
  | { kind: 'windows'; maxChunkBytes: number; windowMs: number; firstMs: number; timeField: string }

export type PlainChunk = {
  /** In a buffer of their own. */
  bytes: Uint8Array<ArrayBuffer>
  /** Lines of JSON; 0 where the plan knows none. */
  records: number
}

/** With its promise a block stays under the 2 MiB that bitswap carries. */
export const largestChunkBytes = 1_048_576
export const maxChunks = 2 ** maxDepth - 1

/** Returns the sectors reserved for each chunk: a power of two, so that the leaves of a chunk are a subtree. */
export function sectorsPerChunk({ maxChunkBytes }: Pick<ChunkPlan, 'maxChunkBytes'>): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, Math.ceil(maxChunkBytes / sectorBytes))))
}

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** Returns the chunks of the bytes from chunk `first` on, with never more than one in memory. No bytes are one empty chunk. */
export async function* planChunks(plan: ChunkPlan, bytes: Bytes, first = 0): AsyncGenerator<PlainChunk> {
  let index = first
  for await (const chunk of cut(plan, bytes, first)) {
    if (index++ >= maxChunks) throw new TooManyChunksError()
    yield chunk
  }
  if (index === 0) yield { bytes: new Uint8Array(), records: 0 }
}

function cut(plan: ChunkPlan, bytes: Bytes, first: number): AsyncGenerator<PlainChunk> {
  if (plan.kind === 'fixed') return cutFixed(bytes, plan.maxChunkBytes)
  if (plan.kind === 'records') return cutRecords(bytes, plan)
  return cutWindows(bytes, plan, first)
}

async function* cutFixed(bytes: Bytes, size: number): AsyncGenerator<PlainChunk> {
  let parts: Uint8Array[] = []
  let missing = size
  for await (const piece of bytes) {
    for (let offset = 0; offset < piece.length; ) {
      const part = piece.subarray(offset, offset + missing)
      parts.push(part)
      missing -= part.length
      offset += part.length
      if (missing > 0) continue
      yield { bytes: join(parts), records: 0 }
      parts = []
      missing = size
    }
  }
  if (parts.length > 0) yield { bytes: join(parts), records: 0 }
}

async function* cutRecords(
  bytes: Bytes,
  { recordsPerChunk, maxChunkBytes }: Extract<ChunkPlan, { kind: 'records' }>,
): AsyncGenerator<PlainChunk> {
  const chunk = createGatherer(maxChunkBytes)
  for await (const record of splitRecords(bytes, maxChunkBytes)) {
    chunk.add(record)
    if (chunk.records() === recordsPerChunk) yield chunk.take()
  }
  if (chunk.records() > 0) yield chunk.take()
}

async function* cutWindows(
  bytes: Bytes,
  { windowMs, firstMs, timeField, maxChunkBytes }: Extract<ChunkPlan, { kind: 'windows' }>,
  first: number,
): AsyncGenerator<PlainChunk> {
  const chunk = createGatherer(maxChunkBytes)
  let current = first
  for await (const record of splitRecords(bytes, maxChunkBytes)) {
    const window = Math.floor((readTime(record, timeField) - firstMs) / windowMs)
    if (window < current) throw new RecordOrderError(window, current)
    if (window >= maxChunks) throw new TooManyChunksError()
    for (; current < window; current++) yield chunk.take()
    chunk.add(record)
  }
  if (chunk.records() > 0) yield chunk.take()
}

/** Records are lines; the line feed belongs to its record, and the last line may lack it. */
async function* splitRecords(bytes: Bytes, limit: number): AsyncGenerator<Uint8Array> {
  let pending: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    let start = 0
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, start)) {
      yield join([...pending, piece.subarray(start, end + 1)])
      pending = []
      length = 0
      start = end + 1
    }
    if (start === piece.length) continue
    pending.push(piece.slice(start))
    length += piece.length - start
    if (length > limit) throw new ChunkTooLargeError(limit)
  }
  if (length > 0) yield join(pending)
}

function createGatherer(limit: number) {
  let parts: Uint8Array[] = []
  let length = 0
  return {
    records: () => parts.length,
    add(record: Uint8Array): void {
      length += record.length
      if (length > limit) throw new ChunkTooLargeError(limit)
      parts.push(record)
    },
    take(): PlainChunk {
      const chunk = { bytes: join(parts), records: parts.length }
      parts = []
      length = 0
      return chunk
    },
  }
}

/** Returns the parts as one; a single one that has a buffer of its own stays where it is. */
function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const [first] = parts
  if (first && parts.length === 1) {
    return first.byteLength === first.buffer.byteLength ? (first as Uint8Array<ArrayBuffer>) : new Uint8Array(first)
  }
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Returns the time of a record in milliseconds. */
export function readTime(record: Uint8Array, field: string): number {
  let value: unknown
  try {
    value = (JSON.parse(new TextDecoder().decode(record)) as Record<string, unknown> | null)?.[field]
  } catch (cause) {
    throw new RecordTimeError(field, cause)
  }
  const time = typeof value === 'string' ? Date.parse(value) : value
  if (typeof time !== 'number' || !Number.isFinite(time)) throw new RecordTimeError(field)
  return time
}

export class ChunkTooLargeError extends BaseError {
  override readonly name = 'Crypto.ChunkTooLargeError'
  constructor(limit: number) {
    super(`Expected the records of one chunk to fit into ${limit} bytes.`, {
      metaMessages: ['Choose fewer records per chunk, a shorter window, or larger chunks.'],
    })
  }
}

export class RecordOrderError extends BaseError {
  override readonly name = 'Crypto.RecordOrderError'
  constructor(found: number, current: number) {
    super(`Expected records in the order of their time, found one of window ${found} after window ${current} began.`)
  }
}

export class RecordTimeError extends BaseError {
  override readonly name = 'Crypto.RecordTimeError'
  constructor(field: string, cause?: unknown) {
    super(`Expected each record to be JSON with a time in "${field}": milliseconds or an ISO 8601 date.`, { cause })
  }
}

export class TooManyChunksError extends BaseError {
  override readonly name = 'Crypto.TooManyChunksError'
  constructor() {
    super(`Expected at most ${maxChunks} chunks; choose larger chunks or longer windows.`)
  }
}
