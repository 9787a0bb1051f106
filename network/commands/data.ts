import { open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { decodeHex, encodeHex } from '../../lib/bytes/hex.ts'
import { InvalidRangeError } from '../../lib/crypto/coverRange.ts'
import type { CryptoPool } from '../../lib/crypto/createCryptoPool.ts'
import { dataClasses, deriveDataSetKey, privacyLevels } from '../../lib/crypto/deriveDataSetKey.ts'
import { createGrant, openGrant } from '../../lib/crypto/grant.ts'
import { createKeyWalk, maxDepth } from '../../lib/crypto/keyTree.ts'
import { checkData, openData } from '../../lib/crypto/openData.ts'
import { type ChunkPlan, largestChunkBytes, readTime } from '../../lib/crypto/planChunks.ts'
import { verifyKeys } from '../../lib/crypto/verifyKeys.ts'
import { createOneTimeKey } from '../../lib/crypto/wrapNode.ts'
import { BaseError } from '../../lib/errors.ts'
import { formatGrant, formatPoint, parseGrant, parsePoint } from '../data/grantFile.ts'
import { openFolder } from '../data/openFolder.ts'
import { readKeyFile, readOwnerKey } from '../data/readOwnerKey.ts'
import { sealFile } from '../data/sealFile.ts'
import { startCryptoThreads } from '../data/startCryptoThreads.ts'
import { type Command, parseCommand, parseInteger, UsageError } from './Command.ts'

const usage = `Usage: qood data seal FILE --out DIR --key KEYFILE --title TEXT [options]
       qood data verify DIR [--grant GRANT --secret SECRETFILE]
       qood data buyer-key --out SECRETFILE
       qood data grant DIR --key KEYFILE --buyer POINT --order ID [--range FROM:TO] [--stage N]
       qood data open DIR --out FILE (--key KEYFILE | --grant GRANT --secret SECRETFILE) [--range FROM:TO]

Seals a file into encrypted, content-addressed blocks with a signed description; checks and opens them again; gives a range
of chunks to one buyer. Prints one line of JSON. Exit code 1 names what is wrong, 2 means that the words were not understood.

  --key FILE        the owner's account key: one line of 0x-prefixed hex
  --class C         maker, user (default) or disputed        --privacy P     normal (default) or private
  --chunk BYTES     at most, per chunk (default 262144)      --records N     cut into N lines per chunk
  --window MS       cut by time; records are lines of JSON   --time FIELD    where their time is (default "time")
  --summary TEXT, --media-type TYPE, --place TEXT            public words about the data, none by default
  --threads N       how many threads work                    --range A:B     chunks A to B, B exclusive (default all)

A sealing that was interrupted goes on when it is started again with the same words.`

const options = {
  out: { type: 'string' },
  key: { type: 'string' },
  title: { type: 'string' },
  class: { type: 'string', default: 'user' },
  privacy: { type: 'string', default: 'normal' },
  chunk: { type: 'string', default: '262144' },
  records: { type: 'string' },
  window: { type: 'string' },
  time: { type: 'string', default: 'time' },
  summary: { type: 'string' },
  'media-type': { type: 'string' },
  place: { type: 'string' },
  threads: { type: 'string' },
  range: { type: 'string' },
  buyer: { type: 'string' },
  order: { type: 'string' },
  stage: { type: 'string', default: '0' },
  grant: { type: 'string' },
  secret: { type: 'string' },
} as const

type Values = ReturnType<typeof parse>['values']
const parse = (argv: readonly string[]) => parseCommand(argv, options, 2)
const actions: Record<string, (values: Values, target: string) => Promise<object>> = {
  seal,
  verify,
  open: openSealed,
  grant,
  'buyer-key': makeBuyerKey,
}

export const dataCommand: Command = {
  name: 'data',
  summary: 'Seal files, check and open them, and grant ranges to buyers',
  usage,
  async run(argv) {
    const { values, positionals } = parse(argv)
    const [word = '', target = ''] = positionals
    const action = Object.hasOwn(actions, word) ? actions[word] : undefined
    if (!action) throw new UsageError(`Expected seal, verify, open, grant or buyer-key, found "${word}"`)
    if (word !== 'buyer-key' && target === '') throw new UsageError(`Expected a path after "${word}"`)
    try {
      console.log(JSON.stringify({ ok: true, ...(await action(values, target)) }))
      return 0
    } catch (error) {
      if (error instanceof UsageError) throw error
      const { name, message } = nameError(error)
      console.log(JSON.stringify({ ok: false, error: { name, message } }))
      return 1
    }
  },
}

async function seal(values: Values, file: string): Promise<object> {
  const { dataClass, privacy } = parseClass(values)
  const choices = {
    title: need(values, 'title'),
    ...(values.summary !== undefined && { summary: values.summary }),
    ...(values['media-type'] !== undefined && { mediaType: values['media-type'] }),
    ...(values.place !== undefined && { place: values.place }),
  }
  const owner = await readOwnerKey(need(values, 'key'))
  const plan = await parsePlan(values, file)
  const { body, ...result } = await withPool(values, (pool, signal) =>
    sealFile({ file, folder: need(values, 'out'), owner, plan, choices, dataClass, privacy, pool, signal }),
  )
  const { id, dataRoot, keyRoot, chunks, records, bytes } = body
  return { id, dataRoot, keyRoot, chunks, records, bytes, ...result }
}

async function verify(values: Values, folder: string): Promise<object> {
  const { id, set, getBlock, description, descriptionHash } = await openFolder(folder)
  const { title, owner, dataRoot, keyRoot, chunks } = description
  if (values.grant !== undefined) {
    const { keyOf, range } = await readGrant(values, description.id, chunks)
    await verifyKeys({ set, getBlock, keyOf, range })
  }
  const bytes = await withPool(values, async ({ checkChunk, inWork }, signal) => {
    let sum = 0
    const checking = checkData({ id, set, getBlock, checkChunk, signal, concurrency: inWork })
    for await (const length of checking) sum += length
    return sum
  })
  return { title, owner, descriptionHash, dataRoot, keyRoot, chunks, bytes }
}

async function openSealed(values: Values, folder: string): Promise<object> {
  const out = need(values, 'out')
  const { id, set, getBlock, description } = await openFolder(folder)
  const granted =
    values.grant === undefined
      ? { keyOf: createKeyWalk(await ownRoot(values, description), maxDepth), range: { from: 0, to: set.chunks } }
      : await readGrant(values, description.id, set.chunks)
  const range = values.range === undefined ? granted.range : parseRange(values.range, set.chunks)
  const { keyOf } = granted
  const bytes = await withPool(values, ({ openChunk, inWork }, signal) =>
    writeVerified(out, openData({ id, set, getBlock, keyOf, openChunk, range, signal, concurrency: inWork })),
  )
  return { out, ...range, bytes }
}

async function grant(values: Values, folder: string): Promise<object> {
  const { description } = await openFolder(folder)
  const { id, chunks } = description
  const { from, to } = values.range === undefined ? { from: 0, to: chunks } : parseRange(values.range, chunks)
  const order = need(values, 'order')
  if (!/^0x[0-9a-fA-F]{64}$/.test(order))
    throw new UsageError(`Expected --order to be 32 bytes of hex, found "${order}"`)
  const orderId = decodeHex(order)
  const stage = parseInteger('--stage', values.stage, 0, 65_535)
  const buyer = parsePoint(need(values, 'buyer'))
  const root = await ownRoot(values, description)
  const delivery = createGrant({ root, buyer, range: { from, to, chunks }, orderId, stage })
  const file = formatGrant(delivery, { id, from, to, orderId: encodeHex(orderId), stage })
  if (values.out === undefined) return { grant: file }
  await writeFile(values.out, `${JSON.stringify(file)}\n`, { flag: 'wx' })
  return { grant: file, out: values.out }
}

async function makeBuyerKey(values: Values): Promise<object> {
  const out = need(values, 'out')
  const { secret, point } = createOneTimeKey()
  await writeFile(out, `${encodeHex(secret)}\n`, { flag: 'wx', mode: 0o600 })
  return { point: formatPoint(point), out }
}

async function ownRoot(values: Values, description: Awaited<ReturnType<typeof openFolder>>['description']) {
  const owner = await readOwnerKey(need(values, 'key'))
  const { dataClass, privacy } = description
  return deriveDataSetKey({ seed: await owner.seed(), id: decodeHex(description.id), dataClass, privacy })
}

async function readGrant(values: Values, id: string, chunks: number) {
  const { from, to, ...delivery } = parseGrant(await readFile(need(values, 'grant'), 'utf8'))
  if (delivery.id !== id) throw new OtherDataSetError(delivery.id, id)
  const secret = await readKeyFile(need(values, 'secret'))
  return { range: { from, to }, keyOf: openGrant({ ...delivery, secret, range: { from, to, chunks } }) }
}

/** Writes beside the file and renames at the end: a file under its name is whole and verified. */
async function writeVerified(path: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const part = `${path}.part`
  const file = await open(part, 'w')
  let bytes = 0
  try {
    for await (const piece of pieces) {
      await file.appendFile(piece)
      bytes += piece.length
    }
  } catch (error) {
    await file.close()
    await rm(part, { force: true })
    throw error
  }
  await file.close()
  await rename(part, path)
  return bytes
}

async function withPool<T>(values: Values, work: (pool: CryptoPool, signal: AbortSignal) => Promise<T>): Promise<T> {
  const size = values.threads === undefined ? {} : { size: parseInteger('--threads', values.threads, 1, 64) }
  const pool = startCryptoThreads(size)
  const controller = new AbortController()
  const stop = () => controller.abort(new InterruptedError())
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    return await work(pool, controller.signal)
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    pool.stop()
  }
}

function parseClass({ class: word, privacy: level }: Values) {
  const dataClass = dataClasses.find((known) => known === word)
  const privacy = privacyLevels.find((known) => known === level)
  if (!dataClass) throw new UsageError(`Expected --class to be ${dataClasses.join(', ')}, found "${word}"`)
  if (!privacy) throw new UsageError(`Expected --privacy to be ${privacyLevels.join(' or ')}, found "${level}"`)
  return { dataClass, privacy }
}

async function parsePlan(values: Values, file: string): Promise<ChunkPlan> {
  const maxChunkBytes = parseInteger('--chunk', values.chunk, 1, largestChunkBytes)
  if (values.records !== undefined && values.window !== undefined)
    throw new UsageError('Expected --records or --window')
  if (values.records !== undefined) {
    const recordsPerChunk = parseInteger('--records', values.records, 1, 1_000_000)
    return { kind: 'records', maxChunkBytes, recordsPerChunk }
  }
  if (values.window === undefined) return { kind: 'fixed', maxChunkBytes }
  const windowMs = parseInteger('--window', values.window, 1, 10 ** 12)
  const firstMs = Math.floor((await readFirstTime(file, values.time)) / windowMs) * windowMs
  return { kind: 'windows', maxChunkBytes, windowMs, firstMs, timeField: values.time }
}

async function readFirstTime(path: string, field: string): Promise<number> {
  const file = await open(path)
  try {
    for await (const line of file.readLines()) return readTime(new TextEncoder().encode(line), field)
    return 0
  } finally {
    await file.close()
  }
}

function parseRange(text: string, chunks: number): { from: number; to: number } {
  const [, first, last] = /^(\d{1,8}):(\d{1,8})$/.exec(text) ?? []
  if (first === undefined || last === undefined) throw new UsageError(`Expected --range FROM:TO, found "${text}"`)
  const [from, to] = [Number(first), Number(last)]
  if (from >= to || to > chunks) throw new InvalidRangeError(from, to, chunks)
  return { from, to }
}

function need(values: Values, option: 'out' | 'key' | 'title' | 'buyer' | 'order' | 'grant' | 'secret'): string {
  const value = values[option]
  if (value === undefined) throw new UsageError(`Expected --${option}`)
  return value
}

/** What the system says of files and disks is no fault of ours: its words under a name of its own. */
function nameError(error: unknown): BaseError {
  if (error instanceof BaseError) return error
  if (error instanceof Error && 'syscall' in error) return new FileError(error)
  throw error
}

export class FileError extends BaseError {
  override readonly name = 'Data.FileError'
  constructor(cause: Error) {
    super('A file cannot be read or written.', { cause, details: cause.message })
  }
}

export class OtherDataSetError extends BaseError {
  override readonly name = 'Data.OtherDataSetError'
  constructor(found: string, expected: string) {
    super(`Expected a grant of data set ${expected}, found one of ${found}.`)
  }
}

export class InterruptedError extends BaseError {
  override readonly name = 'Data.InterruptedError'
  constructor() {
    super('Interrupted.', { metaMessages: ['Start it again with the same words to go on.'] })
  }
}
