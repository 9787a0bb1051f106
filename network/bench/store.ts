import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { keccak256 } from '../../lib/bytes/keccak256.ts'
import { openDatabase } from '../node/store/openDatabase.ts'
import { directorySize } from './directorySize.ts'
import { percentile } from './percentile.ts'

type Entry = { key: Buffer; value: Buffer }
type Engine = {
  name: string
  get(key: Buffer): Uint8Array | undefined
  /** All or nothing, and on the disk when it resolves. */
  write(entries: readonly Entry[]): Promise<void>
  close(): Promise<void>
}

const startNodes = 300_000
const blocks = 60
const nodesPerBlock = 2_400
const transfersPerBlock = 300
const reads = 20_000

/** What one block of 300 transfers asks of a store, and random reads, in LMDB and in LevelDB. */
export async function benchStore(): Promise<void> {
  const rows: object[] = []
  for (const open of [openLmdb, openLevel]) {
    const path = await mkdtemp(join(tmpdir(), 'qood-bench-'))
    const engine = await open(path)
    rows.push(await measure(engine, path))
    await rm(path, { recursive: true, force: true })
  }
  console.table(rows)
}

async function measure(engine: Engine, path: string) {
  for (let at = 0; at < startNodes; at += 10_000) {
    await engine.write(Array.from({ length: 10_000 }, (_, i) => ({ key: nodeKey(at + i), value: nodeValue(at + i) })))
  }
  const sizeBefore = await directorySize(path)
  const blockMs: number[] = []
  for (let block = 1; block <= blocks; block++) {
    const startedAt = performance.now()
    await engine.write([...changesOf(engine, block)])
    blockMs.push(performance.now() - startedAt)
  }
  const startedAt = performance.now()
  for (let i = 0; i < reads; i++) {
    if (engine.get(nodeKey((i * 7_919) % startNodes)) === undefined) throw new Error(`${engine.name} lost a node`)
  }
  const readUs = ((performance.now() - startedAt) * 1_000) / reads
  const grown = (await directorySize(path)) - sizeBefore
  await engine.close()
  return {
    engine: engine.name,
    'block p50/p95 ms': `${percentile(blockMs, 0.5).toFixed(1)} / ${percentile(blockMs, 0.95).toFixed(1)}`,
    'random read us': readUs.toFixed(1),
    'disk per block kB': Math.round(grown / blocks / 1_000),
  }
}

/** Nodes with what they were before, a body, receipts, and the indexes of transactions and logs. */
function* changesOf(engine: Engine, block: number): Generator<Entry> {
  for (let i = 0; i < nodesPerBlock; i++) {
    const picked = (block * 104_729 + i * 7_919) % startNodes
    const key = nodeKey(picked)
    yield { key: Buffer.concat([tag('p'), key, height(block)]), value: Buffer.from(engine.get(key)!) }
    yield { key, value: nodeValue(picked + block) }
  }
  yield { key: Buffer.concat([tag('b'), height(block)]), value: Buffer.alloc(transfersPerBlock * 140, block) }
  yield { key: Buffer.concat([tag('r'), height(block)]), value: Buffer.alloc(transfersPerBlock * 160, block) }
  yield { key: Buffer.concat([tag('h'), height(block)]), value: Buffer.alloc(1_700, block) }
  yield { key: Buffer.concat([tag('c'), height(block)]), value: Buffer.alloc(nodesPerBlock * 29, block) }
  for (let i = 0; i < transfersPerBlock; i++) {
    yield { key: Buffer.concat([tag('t'), digest(block * transfersPerBlock + i)]), value: height(block) }
    yield { key: Buffer.concat([tag('l'), digest(i).subarray(0, 9), height(block)]), value: Buffer.alloc(0) }
  }
}

const tag = (letter: string) => Buffer.from(letter)
const digest = (index: number) => Buffer.from(keccak256(Buffer.from(`node ${index}`)))

/** As long as the location of a storage node, seven levels down a trie. */
function nodeKey(index: number): Buffer {
  return Buffer.concat([tag('S'), digest(index).subarray(0, 27)])
}

/** A third are branches, the rest are leaves. */
function nodeValue(index: number): Buffer {
  return Buffer.alloc(index % 3 === 0 ? 340 : 70, digest(index))
}

function height(block: number): Buffer {
  const bytes = Buffer.alloc(6)
  bytes.writeUIntBE(block, 0, 6)
  return bytes
}

function openLmdb(path: string): Promise<Engine> {
  const { env, nodes } = openDatabase({ path })
  return Promise.resolve({
    name: 'LMDB',
    get: (key) => nodes.get(key),
    async write(entries) {
      env.transactionSync(() => {
        for (const { key, value } of entries) nodes.put(key, value)
      })
      await env.flushed
    },
    close: () => env.close(),
  })
}

async function openLevel(path: string): Promise<Engine> {
  const database = new ClassicLevel<Buffer, Buffer>(path, { keyEncoding: 'buffer', valueEncoding: 'buffer' })
  await database.open()
  return {
    name: 'LevelDB',
    get: (key) => database.getSync(key),
    write: (entries) =>
      database.batch(
        entries.map((entry) => ({ type: 'put' as const, ...entry })),
        { sync: true },
      ),
    close: () => database.close(),
  }
}
