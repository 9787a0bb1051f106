import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApi } from '../api/startApi.ts'
import { readProgress, resetTables } from '../indexProgress.ts'
import { indexTables, indexVersion } from '../indexTables.ts'
import { openIndexStore } from '../openIndexStore.ts'

/*
 * `node network/indexer/market/searchMarket.bench.ts`: what a search takes from question to answer over HTTP, page, counts of
 * all facets and counts for the map included, with 100,000 listings in the database, every search another one. The last
 * lines are the same while the index takes in a block with new listings and sales before each search.
 */
const size = Number(process.env.QOOD_BENCH_SIZE ?? 100_000)
const rounds = 100
const places = ['Shenzhen', 'Guangzhou', 'Shanghai', 'Berlin', 'Detroit', 'Osaka', 'Lyon', 'São Paulo']
const kinds = ['driving', 'vehicle', 'fusion', 'road']
const classes = ['car', 'electric', 'van', 'truck', 'bus', 'motorcycle']
const words = ['speed', 'braking', 'battery', 'charging', 'odometer', 'position', '制动', '车速']

const folder = mkdtempSync(join(tmpdir(), 'qood-search-bench-'))
const store = await openIndexStore(join(folder, 'index.sqlite'))
await readProgress(store, indexVersion)
await resetTables(store, indexTables)
await fill(0, size)
const state = () => ({ status: 'live', number: 0, rebuilds: 0 }) as never
const api = await startApi({ store, state, port: 0 })
const begun = performance.now()
await ask('')
console.log(`${size} listings, read into memory in ${Math.round(performance.now() - begun)} ms`)

const boxes = {
  city: (i: number) => box(i, 10_000),
  country: (i: number) => box(i, 100_000),
  continent: (i: number) => box(i, 400_000),
}
const searches: Record<string, (i: number) => string> = {
  'newest, nothing asked': (i) => `offset=${i * 20}`,
  'two words, the last unfinished': (i) => `text=${at(i, places)}+${at(i, words).slice(0, 4)}`,
  'one Chinese word, most sold': (i) => `text=${at(i, ['制动', '车速'])}&sort=popular`,
  'three facets, cheapest': (i) =>
    `kind=${at(i, kinds)}&place=${at(i, places)}&vehicleClass=${at(i, classes)}&sort=cheapest`,
  'time and price': (i) => `fromMs=${i * 900}&toMs=${i * 900 + 20_000}&maxPrice=4000000`,
  'best record, page 50': (i) => `sort=trusted&offset=${980 + i}`,
  'map, a city': (i) => `box=${boxes.city(i)}`,
  'map, a country': (i) => `box=${boxes.country(i)}`,
  'map, a continent, cheapest': (i) => `box=${boxes.continent(i)}&sort=cheapest`,
  'map, words, two facets, cheapest': (i) =>
    `box=${boxes.continent(i)}&text=${at(i, words)}&kind=${at(i, kinds)}&vehicleClass=${at(i, classes)}&sort=cheapest`,
}
for (const [name, search] of Object.entries(searches)) report(name, await measure(search))
let added = size
const grow = async () => {
  await fill(added, added + 20)
  added += 20
}
for (const name of ['newest, nothing asked', 'map, words, two facets, cheapest']) {
  report(`${name}, while blocks come`, await measure(searches[name]!, grow))
}
console.log(`Load of the machine: ${loadavg()[0]?.toFixed(1)}`)
await api.stop()
await store.close()
rmSync(folder, { recursive: true })

function at(i: number, list: readonly string[]): string {
  return list[i % list.length]!
}

type Times = { clock: readonly number[]; processor: readonly number[] }

/** By the clock, and by the processor time of both sides with all their threads, which others on the machine do not lengthen. */
async function measure(search: (i: number) => string, before: () => Promise<void> = async () => {}): Promise<Times> {
  const [clock, processor]: [number[], number[]] = [[], []]
  for (let i = 0; i < rounds; i++) {
    await before()
    const [from, usage] = [performance.now(), process.cpuUsage()]
    await ask(search(i))
    const { user, system } = process.cpuUsage(usage)
    clock.push(performance.now() - from)
    processor.push((user + system) / 1_000)
  }
  return { clock: clock.sort((a, b) => a - b), processor: processor.sort((a, b) => a - b) }
}

function report(name: string, { clock, processor }: Times): void {
  const say = (times: readonly number[]) =>
    `p50 ${times[rounds / 2]!.toFixed(1)} ms, p95 ${times[Math.floor(rounds * 0.95)]!.toFixed(1)} ms`
  console.log(`  ${name.padEnd(52)} clock ${say(clock)}; processor ${say(processor)}`)
}

async function ask(query: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${api.port}/listings?${query}`, { headers: { connection: 'close' } })
  const page = (await response.json()) as { rows?: unknown[] }
  if (!response.ok || !page.rows) throw new Error(`Expected ${query} to be answered, found ${response.status}.`)
}

/** Parts of the map all over the world, in the units of the index. */
function box(i: number, across: number): string {
  const { south, west } = corner(i * 977)
  return [south - across / 2, west - across / 2, south + across / 2, west + across / 2].join(',')
}

function corner(i: number): { south: number; west: number } {
  return { south: ((i * 7_919) % 1_400_000) - 700_000, west: ((i * 104_729) % 3_500_000) - 1_750_000 }
}

async function fill(from: number, to: number): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, i) => rowsOf(from + i))
  await store.write(async (writer) => {
    for (let i = 0; i < rows.length; i += 500) {
      const part = rows.slice(i, i + 500)
      await writer.insert(
        'data_sets',
        part.map(({ dataSet }) => dataSet),
      )
      await writer.insert(
        'listings',
        part.map(({ listing }) => listing),
      )
      await writer.insert(
        'sellers',
        part.map(({ seller }) => seller),
        '(seller) DO UPDATE SET revision = excluded.revision, sold = excluded.sold',
      )
    }
  })
}

function rowsOf(i: number) {
  const hex = (kind: string, digits: number, number = i) => `0x${kind}${number.toString(16).padStart(digits - 1, '0')}`
  const { south, west } = corner(i)
  const [seller, place] = [hex('5', 40, i % 500), at(i, places)]
  const dataSet = {
    ...{ id: hex('d', 64), position: i + 1, publisher: seller, agreement: '1', data_class: 'user', is_private: 0 },
    ...{ bytes: '0x00', content: '0x00', cid: 'b', hash: hex('a', 64), is_live: 1, tries: 0 },
    ...{ title: `${place}: how it was driven, ${i}`, summary: `${at(i, words)} and ${at(i + 3, words)}` },
    ...{
      kind: at(i, kinds),
      vehicle_class: at(i, classes),
      place,
      south,
      west,
      north: south + 5_000,
      east: west + 5_000,
    },
    ...{ from_ms: i, to_ms: i + 1_000, records: 100, size: 10_000, dictionary: 'driving', fields: `field${i % 977}` },
  }
  const listing = {
    ...{ position: i + 1, id: hex('1', 64), revision: i + 1, data_set: dataSet.id, seller, token: hex('7', 40, 7) },
    ...{ price: String(((i * 7_919) % 9_000_000) * 10 ** 12), price_micro: (i * 7_919) % 9_000_000, terms: '0x00' },
    ...{ data_class: 'user', is_private: 0, is_open: 1, chunks: 10, time: 1, expires_at: 4_000_000_000, sold: i % 40 },
  }
  const record = {
    seller,
    revision: i + 1,
    sold: i % 90,
    cheated: i % 50 === 0 ? 1 : 0,
    silent: 0,
    declined: 0,
    since: 1,
  }
  return { dataSet, listing, seller: record }
}
