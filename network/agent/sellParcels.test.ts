import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import type { AgentStorage } from './createAgentStorage.ts'
import { type AgentStore, openAgentStore } from './openAgentStore.ts'
import { sellParcels } from './sellParcels.ts'

/* How parcels are cut; the chain is away, so that they stay as they were cut. */
const dayMs = 86_400_000
const now = Date.UTC(2026, 10, 30)
const policy = {
  ...{ vehicleId: '17', title: 'A car', model: 'Qood/Test/2026', vehicleClass: 'car', token: `0x${'11'.repeat(20)}` },
  ...{ prices: { motion: '1000' }, parcelRecords: 10, isSimulated: false },
}
const times = [Date.UTC(2000, 0, 1), ...Array.from({ length: 9 }, (_, i) => now + i * 1_000)]
const recordOf = (time: number) => JSON.stringify({ time, 'Vehicle.Speed': 1 })

let store: AgentStore

beforeEach(() => {
  store = openAgentStore({ path: ':memory:', box: { seal: Buffer.from, open: (sealed) => sealed } })
  store.run('insert into vehicles values (?, ?)', '17', JSON.stringify(policy))
})
afterEach(() => store.close())

const sell = () =>
  sellParcels({
    ...{ context: {} as MarketContext, store, storage: {} as AgentStorage },
    ...{ seed: new Uint8Array(32), nowS: now / 1_000, say: () => {} },
  })

function readPieces() {
  type Facts = { lines: { time: number }[]; part?: object }
  return store.all<{ facts: string }>('select facts from parcels order by number').map(({ facts }) => {
    const { lines, part } = JSON.parse(facts) as Facts
    return { spanMs: lines.at(-1)!.time - lines[0]!.time, part }
  })
}

const pieces = [
  { spanMs: 0, part: { records: 1, of: 10 } },
  { spanMs: 8_000, part: { records: 9, of: 10 } },
]

test('a record of a clock that fell back to 2000 makes a parcel of its own, and no windows in between', async () => {
  const insert = 'insert into records (vehicle, time, record) values (?, ?, ?)'
  for (const time of times) store.run(insert, '17', time, recordOf(time))
  await sell()
  expect(readPieces()).toEqual(pieces)
  expect(store.all('select 1 from records')).toEqual([])
})

test('a parcel that was made before parcels were cut is cut before it is sealed', async () => {
  const lines = times.map((time) => ({ time, record: recordOf(time) }))
  const insert = "insert into parcels (vehicle, step, facts) values (?, 'collected', ?)"
  store.run(insert, '17', JSON.stringify({ kind: 'motion', lines }))
  await sell()
  expect(readPieces()).toEqual(pieces)
})

test('records of one drive stay one parcel, at its whole price', async () => {
  const lines = times.slice(1).map((time) => ({ time, record: recordOf(time) }))
  const last = now + dayMs / 24
  const insert = 'insert into records (vehicle, time, record) values (?, ?, ?)'
  for (const { time, record } of [...lines, { time: last, record: recordOf(last) }])
    store.run(insert, '17', time, record)
  await sell()
  expect(readPieces()).toEqual([{ spanMs: last - now, part: undefined }])
})
