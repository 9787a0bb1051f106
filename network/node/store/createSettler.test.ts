import { expect, test } from 'vitest'
import { createSettler, type Settler } from './createSettler.ts'
import { pastKey } from './keys.ts'
import { openDatabase, type Tables } from './openDatabase.ts'
import { createStateReader, type Nodes } from './stateStore.ts'
import { scratchDirectory } from './testStore.ts'

const slices = { stateWindow: 0, placedAtOnce: 0, leastSlice: 1 }

async function open(): Promise<Tables> {
  return openDatabase({ path: await scratchDirectory() })
}

/** Returns nodes at places `step` apart, all of which say which block changed them. */
function changesOf(block: number, from: number, count: number, step = 1): Nodes {
  return new Map(Array.from({ length: count }, (_, i) => [placeOf(from + i * step), Uint8Array.of(block)]))
}

function placeOf(index: number): string {
  return `S${String.fromCharCode(index >> 8, index & 0xff)}`
}

function add(tables: Tables, settler: Settler, number: number, nodes: Nodes): void {
  tables.env.transactionSync(() => settler.add(number, nodes))
}

/** Settles one turn. Returns how many places were written. */
function settleOne(tables: Tables, settler: Settler): number {
  const before = new Map(Array.from(tables.nodes.getRange(), ({ key, value }) => [key.toString('hex'), value]))
  settler.settle()
  return Array.from(tables.nodes.getRange()).filter(({ key, value }) => {
    return !before.get(key.toString('hex'))?.equals(value)
  }).length
}

test('in a steady stream each turn writes an eighth of the places, and no block waits longer than a round', async () => {
  const tables = await open()
  const settler = createSettler(tables, slices)
  const written: number[] = []
  for (let number = 1; number <= 60; number++) {
    add(tables, settler, number, changesOf(number, 0, 800))
    written.push(settleOne(tables, settler))
    expect(settler.waiting().length).toBeLessThanOrEqual(9)
  }
  for (const places of written.slice(20)) {
    expect(places).toBeGreaterThan(60)
    expect(places).toBeLessThan(140)
  }
  // Every version is kept: 60 of each place, the newest of which waits or has its place.
  createSettler(tables, slices).recover()
  expect([tables.unsettled.getCount(), tables.past.getCount()]).toEqual([0, 59 * 800])
  await tables.env.close()
})

test.each([
  ['at the end of the places, then at their beginning', 60_000, 0],
  ['at the beginning of the places, then at their end', 0, 60_000],
])('blocks that change nodes %s all settle, and none before an older one', async (_, first, second) => {
  const tables = await open()
  const settler = createSettler(tables, slices)
  for (let number = 1; number <= 40; number++) {
    const sizes = [500, 3, 90, 1]
    add(tables, settler, number, changesOf(number, number % 3 ? first : second, sizes[number % 4]!))
    expect(settleOne(tables, settler)).toBeLessThan(300)
    const heights = settler.waiting().map((block) => block.number)
    expect(heights).toEqual([...heights].sort((a, b) => a - b))
    expect(heights.length).toBeLessThan(20)
  }
  for (let turns = 0; settler.waiting().length > 0; turns++) {
    expect(turns).toBeLessThan(500)
    settler.settle()
  }
  expect(tables.unsettled.getCount()).toBe(0)
  for (const [index, number] of [
    [first, 40],
    [second, 39],
  ] as const) {
    expect(newest(tables, placeOf(index), 40)).toBe(number)
  }
  await tables.env.close()
})

test('what had its place when the node died is not placed again', async () => {
  const tables = await open()
  const settler = createSettler(tables, slices)
  for (let number = 1; number <= 6; number++) {
    add(tables, settler, number, changesOf(number, number, 100, 2))
    settler.settle()
  }
  expect(settler.waiting().length).toBeGreaterThan(3)
  createSettler(tables, slices).recover()
  expect(tables.unsettled.getCount()).toBe(0)
  for (let index = 1; index <= 210; index++) {
    const writers = [1, 2, 3, 4, 5, 6].filter(
      (number) => index >= number && index < number + 200 && (index - number) % 2 === 0,
    )
    for (let height = 1; height <= 6; height++) {
      const expected = writers.findLast((number) => number <= height)
      expect([index, height, newest(tables, placeOf(index), height)]).toEqual([index, height, expected])
    }
    for (const number of writers.slice(1)) {
      expect(tables.past.doesExist(pastKey(number, Buffer.from(placeOf(index), 'latin1')))).toBe(true)
    }
  }
  expect(tables.past.getCount()).toBe(600 - new Set(tables.nodes.getKeys()).size)
  await tables.env.close()
})

test('a block that changes next to nothing waits behind those that wait, and has its place at once otherwise', async () => {
  const tables = await open()
  const settler = createSettler(tables, { ...slices, placedAtOnce: 5 })
  add(tables, settler, 1, changesOf(1, 0, 5))
  expect(settler.waiting()).toEqual([])
  add(tables, settler, 2, changesOf(2, 0, 50))
  add(tables, settler, 3, changesOf(3, 0, 5))
  expect(settler.waiting().map(({ number }) => number)).toEqual([2, 3])
  while (settler.waiting().length > 0) settler.settle()
  add(tables, settler, 4, changesOf(4, 0, 0))
  expect(settler.waiting()).toEqual([])
  expect([1, 2, 3, 4].map((height) => newest(tables, placeOf(0), height))).toEqual([1, 2, 3, 3])
  await tables.env.close()
})

/** Returns which block wrote the node that was there at the height, read from the places alone. */
function newest(tables: Tables, location: string, height: number): number | undefined {
  return createStateReader(tables, { root: '0x', number: height, waiting: [] }).node(location)?.[0]
}
