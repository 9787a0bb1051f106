import * as z from 'zod'
import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { isBlockOf, parseRawCid } from '../crypto/rawCid.ts'
import { decryptAesGcm, encryptAesGcm, importAesKey } from '../crypto/webCrypto.ts'
import { BaseError } from '../errors.ts'
import { decodeCar, encodeCar } from '../ipfs/car.ts'
import {
  deriveArgon2id,
  type KdfParameters,
  kdfDefaults,
  kdfLimits,
  kdfParametersSchema,
  verifyKdfWithin,
} from '../wallet/argon2id.ts'
import type { DataSetRecord } from './DataSetRecord.ts'

/*
 * Everything of this browser's data sets in one file: one line of JSON that says how the password becomes a key, the
 * encrypted journal (records, and the key of each data set, so that the file opens them without the wallet), and the
 * blocks as CAR, which are encrypted anyhow.
 */
const format = 'qoodblock.data-archive'
const headerSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(1),
  kdf: kdfParametersSchema,
  salt: z.string().regex(/^0x[0-9a-f]{32}$/),
  iv: z.string().regex(/^0x[0-9a-f]{24}$/),
  journalBytes: z
    .int()
    .min(16)
    .max(2 ** 30),
})
export type JournalEntry = { record: DataSetRecord; key: Uint8Array }

const encoder = new TextEncoder()
const maxHeaderBytes = 10_000

type WriteInput = {
  entries: readonly JournalEntry[]
  password: string
  /** CIDs of all blocks to take along. */
  cids: AsyncIterable<string>
  readBlock: (cid: string) => Promise<Uint8Array | undefined>
  write: (bytes: Uint8Array) => Promise<void>
  kdf?: KdfParameters
  signal?: AbortSignal
  onProgress?: (blocks: number) => void
}

/** Writes an archive piece by piece; returns how many blocks are in it. Blocks that cannot be had are an error. */
export async function writeArchive(input: WriteInput): Promise<number> {
  const { entries, password, cids, readBlock, write, kdf = kdfDefaults, signal, onProgress } = input
  const [salt, iv] = [16, 12].map((length) => crypto.getRandomValues(new Uint8Array(length))) as [
    Uint8Array,
    Uint8Array,
  ]
  const data = encoder.encode(JSON.stringify(entries, toJson))
  const key = await importAesKey(await deriveArgon2id(password, salt, kdf))
  const journal = await encryptAesGcm({ key, iv, data, aad: encoder.encode(format) })
  const header = { format, version: 1, kdf, salt: encodeHex(salt), iv: encodeHex(iv), journalBytes: journal.length }
  await write(encoder.encode(`${JSON.stringify(header)}\n`))
  await write(journal)
  await write(encodeCar([]))
  const emptyCar = encodeCar([]).length
  const written = new Set<string>()
  for await (const cid of cids) {
    signal?.throwIfAborted()
    if (written.has(cid)) continue
    const bytes = await readBlock(cid)
    if (!bytes) throw new ArchiveBlockError(cid)
    await write(encodeCar([{ digest: parseRawCid(cid), bytes }]).subarray(emptyCar))
    written.add(cid)
    onProgress?.(written.size)
  }
  return written.size
}

type ReadInput = {
  stream: AsyncIterable<Uint8Array>
  password: string
  putBlock: (cid: string, bytes: Uint8Array) => Promise<void>
  signal?: AbortSignal
  onProgress?: (blocks: number) => void
}

/** Reads an archive: stores its blocks, each checked against its CID, and returns its journal. */
export async function readArchive(input: ReadInput): Promise<JournalEntry[]> {
  const { stream, password, putBlock, signal, onProgress } = input
  const { header, journal, rest } = await readHead(stream)
  verifyKdfWithin(header.kdf, kdfLimits)
  const key = await importAesKey(await deriveArgon2id(password, decodeHex(header.salt), header.kdf))
  const iv = decodeHex(header.iv)
  const data = await decryptAesGcm({ key, iv, data: journal, aad: encoder.encode(format) })
  if (!data) throw new ArchivePasswordError()
  let blocks = 0
  for await (const { cid, bytes } of decodeCar(rest)) {
    signal?.throwIfAborted()
    if (!(await isBlockOf(cid, bytes))) throw new InvalidArchiveError(`other bytes than ${cid} names`)
    await putBlock(cid, bytes)
    onProgress?.(++blocks)
  }
  return JSON.parse(new TextDecoder().decode(data), fromJson) as JournalEntry[]
}

async function readHead(stream: AsyncIterable<Uint8Array>) {
  const iterator = stream[Symbol.asyncIterator]()
  let held = new Uint8Array()
  const more = async (): Promise<void> => {
    const { done, value } = await iterator.next()
    if (done) throw new InvalidArchiveError('an early end')
    const joined = new Uint8Array(held.length + value.length)
    joined.set(held)
    joined.set(value, held.length)
    held = joined
  }
  while (held.indexOf(10) < 0) {
    if (held.length > maxHeaderBytes) throw new InvalidArchiveError('another format')
    await more()
  }
  const end = held.indexOf(10)
  const header = parseHeader(held.subarray(0, end))
  while (held.length < end + 1 + header.journalBytes) await more()
  const journal = held.slice(end + 1, end + 1 + header.journalBytes)
  const first = held.slice(end + 1 + header.journalBytes)
  async function* rest(): AsyncGenerator<Uint8Array> {
    yield first
    for (;;) {
      const { done, value } = await iterator.next()
      if (done) return
      yield value
    }
  }
  return { header, journal, rest: rest() }
}

function parseHeader(bytes: Uint8Array) {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new InvalidArchiveError('another format', cause)
  }
  const result = headerSchema.safeParse(value)
  if (!result.success) throw new InvalidArchiveError(result.error.issues[0]?.path.join('.') || 'another format')
  return result.data
}

function toJson(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { $bytes: encodeHex(value) } : value
}

function fromJson(_: string, value: unknown): unknown {
  const bytes = (value as { $bytes?: unknown } | null)?.$bytes
  return typeof bytes === 'string' ? decodeHex(bytes) : value
}

export class InvalidArchiveError extends BaseError {
  override readonly name = 'Dataset.InvalidArchiveError'
  constructor(found: string, cause?: unknown) {
    super(`Expected an archive of data sets as this app writes it, found ${found}.`, { cause })
  }
}

export class ArchivePasswordError extends BaseError {
  override readonly name = 'Dataset.ArchivePasswordError'
  constructor() {
    super('The password does not open this archive, or the archive was changed.')
  }
}

export class ArchiveBlockError extends BaseError {
  override readonly name = 'Dataset.ArchiveBlockError'
  constructor(cid: string) {
    super(`The block ${cid} is neither here nor at a storage node, so the archive would not be whole.`)
  }
}
