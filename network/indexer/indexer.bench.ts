import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { startApi } from './api/startApi.ts'
import { applyBlock } from './applyBlock.ts'
import type { IndexStore } from './IndexStore.ts'
import { type IndexedBlock, positionOf } from './IndexTable.ts'
import { readProgress, resetTables } from './indexProgress.ts'
import { indexTables, indexVersion } from './indexTables.ts'
import { openIndexStore } from './openIndexStore.ts'

/*
 * `node network/indexer/indexer.bench.ts`: how fast blocks are indexed, and how long the first page of a busy address takes
 * when it has 1,000, 10,000, 100,000 transactions, in a database that holds ten times as many. QOOD_BENCH_MAX=1000000 goes one
 * step further; QOOD_PG_URL measures PostgreSQL beside SQLite.
 */
const busy: Address = `0x${'b0'.repeat(20)}`
const perBlock = 200
const transferTopic: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const token: Address = `0x${'70'.repeat(20)}`
const most = Number(process.env.QOOD_BENCH_MAX ?? 100_000)
const sizes = [1_000, 10_000, 100_000, 1_000_000].filter((size) => size <= most)

const places = [join(mkdtempSync(join(tmpdir(), 'qood-index-bench-')), 'index.sqlite')]
if (process.env.QOOD_PG_URL) places.push(process.env.QOOD_PG_URL)
for (const place of places) await measure(place)

async function measure(place: string): Promise<void> {
  const store = await openIndexStore(place)
  console.log(`${store.dialect}, ${perBlock} transactions and transfers a block, one in ten of the busy address`)
  await readProgress(store, indexVersion)
  await resetTables(store, indexTables)
  const state = () => ({ status: 'live', number: 0, rebuilds: 0 }) as never
  const api = await startApi({ store, state, port: 0 })
  let block = 0
  for (const size of sizes) {
    const blocks = (size * 10) / perBlock
    const from = block
    const begun = performance.now()
    while (block < blocks) await applyBlock(createBlock(block++), createOptions(store))
    const seconds = (performance.now() - begun) / 1000
    const rate = Math.round(((block - from) * perBlock) / seconds)
    const pages = await measurePages(`http://127.0.0.1:${api.port}`, size)
    console.log(
      `  ${size} of ${size * 10}: ${rate} transactions/s indexed (${Math.round((block - from) / seconds)} blocks/s); ${pages}`,
    )
  }
  await api.stop()
  await store.close()
  if (store.dialect === 'sqlite') rmSync(join(place, '..'), { recursive: true })
}

async function measurePages(url: string, size: number): Promise<string> {
  const middle = positionOf((size * 10) / perBlock / 2, 0)
  const paths = {
    'first page': `/addresses/${busy}/transactions`,
    'page in the middle': `/addresses/${busy}/transactions?before=${middle}`,
    transfers: `/addresses/${busy}/transfers`,
    holders: `/tokens/${token}/holders`,
    'part of a hash': '/search?q=0x00ab',
  }
  const words: string[] = []
  for (const [name, path] of Object.entries(paths)) {
    const times: number[] = []
    for (let i = 0; i < 40; i++) {
      const begun = performance.now()
      const response = await fetch(url + path, { headers: { connection: 'close' } })
      await response.arrayBuffer()
      if (!response.ok) throw new Error(`Expected ${path} to answer, found ${response.status}.`)
      times.push(performance.now() - begun)
    }
    times.sort((a, b) => a - b)
    words.push(`${name} ${times[20]!.toFixed(1)} ms (p95 ${times[37]!.toFixed(1)})`)
  }
  return words.join(', ')
}

function createOptions(store: IndexStore) {
  const chain = { chainId: 1, genesisHash: hashOf(0) }
  return { store, tables: indexTables, version: indexVersion, chain, readSchedule: async () => undefined }
}

function createBlock(number: number): IndexedBlock {
  const indexes = Array.from({ length: perBlock }, (_, i) => i)
  const senders = indexes.map((i) => (i % 10 === 0 ? busy : addressOf((number * 7 + i * 31) % 50_000)))
  const receivers = indexes.map((i) => addressOf((number * 13 + i * 17) % 50_000))
  return {
    number,
    hash: hashOf(number),
    parentHash: hashOf(number - 1),
    roots: { state: hashOf(number, 'a1'), transactions: hashOf(number, 'a2'), receipts: hashOf(number, 'a3') },
    timestamp: 1_800_000_000 + Math.floor(number / 2),
    producer: addressOf(number % 21),
    gasUsed: 21_000 * perBlock,
    gasLimit: 60_000_000,
    size: 40_000,
    round: 0,
    seals: 15,
    events: [],
    transactions: indexes.map((i) => ({
      position: positionOf(number, i),
      index: i,
      hash: hashOf(number * perBlock + i, 'ab'),
      from: senders[i]!,
      to: token,
      created: undefined,
      value: 0n,
      nonce: number,
      gasUsed: 50_000,
      input: '0xa9059cbb',
      ok: true,
    })),
    logs: indexes.map((i) => ({
      position: positionOf(number, i),
      logIndex: i,
      transactionHash: hashOf(number * perBlock + i, 'ab'),
      transactionPosition: positionOf(number, i),
      address: token,
      topics: [transferTopic, wordOf(senders[i]!), wordOf(receivers[i]!)],
      data: `0x${'1'.padStart(64, '0')}`,
    })),
  }
}

/** Spread over the whole range, as hashes are. */
function hashOf(value: number, seed = ''): Hex {
  const mixed = Math.imul(value + 1, 0x9e3779b1) >>> 0
  return `0x${mixed.toString(16).padStart(8, '0')}${seed}${value < 0 ? '00' : value.toString(16)}`.padEnd(
    66,
    '0',
  ) as Hex
}

function addressOf(index: number): Address {
  return `0x${(0xaa000000 + index).toString(16).padStart(40, '0')}`
}

function wordOf(address: Address): Hex {
  return `0x${'0'.repeat(24)}${address.slice(2)}`
}
